import { ASN1Obj } from '@sigstore/core';

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const NULL = 0x05;
/** [0], constructed. */
const FIRST_FIELD = 0xa0;

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TIMESTAMP_CONTENT = '1.2.840.113549.1.9.16.1.4';
const RSA = '1.2.840.113549.1.1.1';
const ECDSA_WITH_SHA2 = /^1\.2\.840\.10045\.4\.3\.[1-4]$/u;

/** PKIStatusInfo: granted, and no words beside it. */
const GRANTED = Buffer.from('3003020100', 'hex');
const SIGNED_DATA_VERSION = 3;
const SIGNER_INFO_VERSION = 1;

/**
 * What is wrong with the answer of a timestamp authority (RFC 3161, RFC 5652; DER) that the verifier would not see, or
 * undefined. Its authority signs only the time and a few attributes; the verifier takes the rest in any form. So that
 * nothing of a bundle can be changed unnoticed, the rest must be exactly what it has to be: granted without words, one
 * signer, one way to write each part, nothing that is not signed, no certificate but those in `known` (DER). What is no DER at
 * all is left to the verifier. Pure.
 */
export function faultOfTimestamp(der: Uint8Array, known: readonly Uint8Array[]): string | undefined {
  const bytes = Buffer.from(der);
  const answer = parse(bytes);
  if (answer === undefined) return undefined;
  if (!answer.toDER().equals(bytes)) return 'the timestamp is not in the one form that DER gives it';
  const isSequence = answer.tag.toDER() === SEQUENCE;
  const [status, token] = (isSequence ? partsOf(answer, [SEQUENCE, SEQUENCE]) : undefined) ?? [];
  if (status === undefined || token === undefined) return strange('the answer');
  if (!status.toDER().equals(GRANTED)) return 'the timestamp was not plainly granted, or has words beside it';
  const [kind, field] = partsOf(token, [OBJECT_IDENTIFIER, FIRST_FIELD]) ?? [];
  if (kind?.toOID() !== SIGNED_DATA) return strange('the token');
  const [signed] = field === undefined ? [] : (partsOf(field, [SEQUENCE]) ?? []);
  return signed === undefined ? strange('the token') : faultOfSignedData(signed, known);
}

function faultOfSignedData(signed: ASN1Obj, known: readonly Uint8Array[]): string | undefined {
  const plain = [INTEGER, SET, SEQUENCE, SET];
  const withCertificates = [INTEGER, SET, SEQUENCE, FIRST_FIELD, SET];
  const parts = partsOf(signed, plain) ?? partsOf(signed, withCertificates);
  const [version, algorithms, content] = parts ?? [];
  const [signers, certificates] = [parts?.at(-1), parts?.length === 5 ? parts[3] : undefined];
  if (version === undefined || algorithms === undefined || content === undefined || signers === undefined)
    return strange('the signed data');
  if (!isNumber(version, SIGNED_DATA_VERSION)) return strange('the version of the signed data');
  if (!isContent(content)) return strange('the signed content');
  for (const certificate of certificates?.subs ?? []) {
    const der = certificate.toDER();
    if (!known.some((one) => der.equals(one)))
      return 'the timestamp holds a certificate that is not in the trusted root';
  }
  const [signer] = partsOf(signers, [SEQUENCE]) ?? [];
  const [algorithm] = partsOf(algorithms, [SEQUENCE]) ?? [];
  if (signer === undefined || algorithm === undefined) return 'the timestamp has not exactly one signer';
  return faultOfSigner(signer, algorithm);
}

/** A SEQUENCE of the type and, in an OCTET STRING, one SEQUENCE: the time. */
function isContent(content: ASN1Obj): boolean {
  const [type, field] = partsOf(content, [OBJECT_IDENTIFIER, FIRST_FIELD]) ?? [];
  const [octets] = field === undefined ? [] : (partsOf(field, [OCTET_STRING]) ?? []);
  if (type?.toOID() !== TIMESTAMP_CONTENT || octets === undefined) return false;
  return partsOf(octets, [SEQUENCE]) !== undefined;
}

function faultOfSigner(signer: ASN1Obj, listed: ASN1Obj): string | undefined {
  const form = [INTEGER, SEQUENCE, SEQUENCE, FIRST_FIELD, SEQUENCE, OCTET_STRING];
  const [version, name, digest, , scheme] = partsOf(signer, form) ?? [];
  if (version === undefined || name === undefined || digest === undefined || scheme === undefined)
    return 'the signer of the timestamp has parts that are not signed, or too few';
  if (!isNumber(version, SIGNER_INFO_VERSION)) return strange('the version of the signer');
  if (partsOf(name, [SEQUENCE, INTEGER]) === undefined) return strange('the name of the signer');
  const algorithm = algorithmOf(digest);
  if (algorithm === undefined || algorithm !== algorithmOf(listed))
    return 'the timestamp names another digest than its signer';
  const used = algorithmOf(scheme) ?? '';
  return used === RSA || ECDSA_WITH_SHA2.test(used) ? undefined : strange('the scheme of the signature');
}

/** The object identifier of an AlgorithmIdentifier without parameters. */
function algorithmOf(identifier: ASN1Obj): string | undefined {
  const parts = partsOf(identifier, [OBJECT_IDENTIFIER]) ?? partsOf(identifier, [OBJECT_IDENTIFIER, NULL]);
  const [algorithm, parameters] = parts ?? [];
  return parameters === undefined || parameters.value.length === 0 ? algorithm?.toOID() : undefined;
}

/** The parts of a value, where they have just these tags. */
function partsOf({ subs }: ASN1Obj, tags: readonly number[]): readonly ASN1Obj[] | undefined {
  const hasForm = subs.length === tags.length && subs.every(({ tag }, at) => tag.toDER() === tags[at]);
  return hasForm ? subs : undefined;
}

function isNumber({ value }: ASN1Obj, number: number): boolean {
  return value.length === 1 && value[0] === number;
}

function strange(what: string): string {
  return `${what} of the timestamp has not the form that it must have`;
}

function parse(bytes: Buffer<ArrayBuffer>): ASN1Obj | undefined {
  try {
    return ASN1Obj.parseBuffer(bytes);
  } catch {
    return undefined;
  }
}
