import { X509Certificate as NodeCertificate } from 'node:crypto';
import { X509Certificate } from '@sigstore/core';

/** Who a certificate of Fulcio speaks for, exactly as it stands there. */
export interface CertificateIdentity {
  readonly issuer: string;
  readonly subject: string;
}

const ISSUER_TEXT = '1.3.6.1.4.1.57264.1.1';
const ISSUER_UTF8 = '1.3.6.1.4.1.57264.1.8';
const DER_UTF8_STRING = 0x0c;

/**
 * The one subject alternative name and the issuer of a certificate (DER); undefined where it has several names, cannot be
 * read, or where either is not plain printable ASCII: what reads alike but is another identity must never be equal (ATTACKS S20).
 */
export function identityOf(certificate: Uint8Array): CertificateIdentity | undefined {
  try {
    return readIdentity(certificate);
  } catch {
    return undefined;
  }
}

function readIdentity(certificate: Uint8Array): CertificateIdentity | undefined {
  const subject = subjectOf(new NodeCertificate(certificate).subjectAltName);
  const extensions = X509Certificate.parse(Buffer.from(certificate));
  const coded = extensions.extension(ISSUER_UTF8)?.value;
  const issuer = coded === undefined ? extensions.extension(ISSUER_TEXT)?.value : utf8StringOf(coded);
  if (subject === undefined || issuer === undefined) return undefined;
  const issuerText = issuer.toString('latin1');
  return isPlain(subject) && isPlain(issuerText) ? { issuer: issuerText, subject } : undefined;
}

/** Whether the time lies in the life of the certificate (DER). */
export function isWithin(certificate: Uint8Array, time: Date): boolean {
  const { validFrom, validTo } = new NodeCertificate(certificate);
  return Date.parse(validFrom) <= time.getTime() && time.getTime() <= Date.parse(validTo);
}

/** Node writes `URI:…, email:…`, and quotes names that could be taken for two. */
function subjectOf(names: string | undefined): string | undefined {
  const match = /^(?:URI|email):([^",]+)$/u.exec(names ?? '');
  return match?.[1];
}

/** The content of a DER UTF8String that is all there is; lengths up to 65535. */
function utf8StringOf(der: Buffer): Buffer | undefined {
  const [tag, first = 0, second = 0, third = 0] = der;
  if (tag !== DER_UTF8_STRING) return undefined;
  if (first < 0x80) return der.length === 2 + first ? der.subarray(2) : undefined;
  if (first === 0x81) return der.length === 3 + second ? der.subarray(3) : undefined;
  if (first === 0x82) return der.length === 4 + second * 256 + third ? der.subarray(4) : undefined;
  return undefined;
}

function isPlain(text: string): boolean {
  return /^[\x21-\x7e]+$/u.test(text);
}
