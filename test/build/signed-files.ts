import { createHash, createPrivateKey } from 'node:crypto';
import { digestHex } from '../../src/core/index.ts';
import type { Digest } from '../../src/core/index.ts';
import { parseDocument } from '../../src/document/index.ts';
import { parseManifest } from '../../src/manifest/index.ts';
import type { Manifest } from '../../src/manifest/index.ts';
import {
  PAYLOAD_TYPE,
  attestationFor,
  createKeyBundle,
  preAuthEncoding,
  renderBundles,
  renderStatement,
  signBytes,
  statementFor,
  toPrivateKey,
  toSignedFile,
} from '../../src/signing/index.ts';
import type { PrivateKey, SignatureBundle, SignedFile, Statement } from '../../src/signing/index.ts';
import { idOf } from './manifests.ts';

/** The id of the registry that `registryText` makes. */
export const REGISTRY_ID = idOf('registry');
/** The moment at which tests run. */
export const NOW = Date.parse('2026-06-01T12:00:00Z');
export const KEY_CREATED = '2026-01-01T00:00:00Z';
const PKCS8_OF_SEED = Buffer.from('302e020100300506032b657004220420', 'hex');

const keys = new Map<string, PrivateKey>();

/** An ed25519 key that is the same for the same name. */
export function keyOf(name: string): PrivateKey {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const seed = createHash('sha256').update(`test key ${name}`).digest();
  const keyObject = createPrivateKey({
    key: Buffer.concat([PKCS8_OF_SEED, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const outcome = toPrivateKey(keyObject);
  if (!outcome.ok) throw new Error(outcome.reason);
  keys.set(name, outcome.key);
  return outcome.key;
}

/** A key as manifests list it, in YAML of the given indent; `more` adds fields such as `expiresAt`. */
export function listedKey(name: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { publicKey } = keyOf(name);
  return {
    keyId: publicKey.keyId,
    label: name,
    algorithm: publicKey.algorithm,
    publicKey: Buffer.from(publicKey.spki).toString('base64'),
    createdAt: KEY_CREATED,
    ...more,
  };
}

/** Signers as a block of YAML (which JSON is, quoted as flow). */
export function signersText(threshold: number, names: readonly (string | Record<string, string>)[]): string {
  const list = names.map((one) => (typeof one === 'string' ? listedKey(one) : one));
  const lines = [`threshold: ${threshold}`, 'keys:'];
  for (const fields of list) {
    Object.entries(fields).forEach(([name, value], index) => {
      lines.push(`${index === 0 ? '  - ' : '    '}${name}: "${value}"`);
    });
  }
  return `${lines.join('\n')}\n`;
}

/** As `signersText`, below `signing:`. */
export function signingBlock(threshold: number, names: readonly (string | Record<string, string>)[]): string {
  return `signing:\n${signersText(threshold, names).replace(/^/gmu, '  ').trimEnd()}\n`;
}

export interface RootOptions {
  readonly version?: number;
  readonly threshold?: number;
  readonly keys?: readonly (string | Record<string, string>)[];
  readonly registry?: string;
  readonly expiresAt?: string;
}

/** A trust root; the keys `root-a`, `root-b`, `root-c`, two of which must sign. */
export function rootText(options: RootOptions = {}): string {
  const { version = 1, threshold = 2, registry = REGISTRY_ID, expiresAt = '2027-01-01T00:00:00Z' } = options;
  return `apiVersion: hyper/v1
kind: TrustRoot
registry: "${registry}"
version: ${version}
createdAt: "${KEY_CREATED}"
expiresAt: "${expiresAt}"
${signersText(threshold, options.keys ?? ['root-a', 'root-b', 'root-c'])}`;
}

/** The manifest that a text is. */
export function parsed(text: string): { bytes: Uint8Array; value: never; manifest: Manifest } {
  const bytes = Buffer.from(text);
  const { document, diagnostics } = parseDocument(bytes);
  if (document === undefined) throw new Error(JSON.stringify(diagnostics));
  const outcome = parseManifest(document);
  if (outcome.manifest === undefined) throw new Error(JSON.stringify(outcome.diagnostics));
  return { bytes, value: document.value as never, manifest: outcome.manifest };
}

export interface SignOptions {
  readonly registry?: string;
  readonly at?: string;
  readonly previous?: string;
  /** Makes an attestation that the file was accepted then. */
  readonly acceptedAt?: string;
  /** Changes the statement before it is signed. */
  readonly change?: (statement: Statement) => Statement;
}

/** One bundle: the text at the path, signed by the key. */
export function bundleFor(
  path: string,
  text: string,
  signer: string,
  options: SignOptions = {},
): SignatureBundle {
  const { registry = REGISTRY_ID, at = '2026-05-01T00:00:00Z' } = options;
  const file = { ...parsed(text), registry, path };
  const previous: { previous?: Digest } =
    options.previous === undefined ? {} : { previous: `sha256:${digestHex(options.previous)}` };
  const statement =
    options.acceptedAt === undefined
      ? statementFor(file, { signedAt: new Date(at), ...previous })
      : attestationFor(file, new Date(options.acceptedAt), new Date(options.acceptedAt));
  return signStatement(options.change?.(statement) ?? statement, signer);
}

/** A statement in an envelope, signed by the key. */
export function signStatement(statement: Statement, signer: string): SignatureBundle {
  const { publicKey, keyObject } = keyOf(signer);
  const payload = renderStatement(statement);
  const signature = signBytes(publicKey.algorithm, keyObject, preAuthEncoding(PAYLOAD_TYPE, payload));
  return createKeyBundle(publicKey.keyId, PAYLOAD_TYPE, payload, signature);
}

/** The bytes of a signature file with one signature of each key. */
export function signaturesOf(
  path: string,
  text: string,
  signers: readonly string[],
  options: SignOptions = {},
): Uint8Array {
  return renderBundles(signers.map((signer) => bundleFor(path, text, signer, options)));
}

/** A file with its signatures, as the chain takes it. */
export function signedFile<Kind extends Manifest>(
  path: string,
  text: string,
  signers: readonly string[] | Uint8Array | undefined,
  options: SignOptions = {},
): SignedFile<Kind> {
  const signatures = Array.isArray(signers)
    ? signaturesOf(path, text, signers as string[], options)
    : signers;
  return toSignedFile(
    path,
    parsed(text) as unknown as { bytes: Uint8Array; value: never; manifest: Kind },
    signatures as Uint8Array | undefined,
  );
}
