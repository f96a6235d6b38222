import { createHash, createPrivateKey } from 'node:crypto';
import { parseDocument } from '../src/document/index.ts';
import type { PlannedFile } from '../src/importers/index.ts';
import { parseManifest } from '../src/manifest/index.ts';
import {
  PAYLOAD_TYPE,
  createKeyBundle,
  preAuthEncoding,
  renderBundles,
  renderStatement,
  signBytes,
  signaturePathOf,
  statementFor,
  toPrivateKey,
} from '../src/signing/index.ts';
import type { PrivateKey } from '../src/signing/index.ts';

const PKCS8_OF_SEED = Buffer.from('302e020100300506032b657004220420', 'hex');
const SIGNED_AT = new Date('2026-05-01T00:00:00Z');
const KEY_CREATED = '2026-01-01T00:00:00Z';
const FAR = '2999-01-01T00:00:00Z';

/** A key that is the same for the same name, for registries that are thrown away. */
export function benchKey(name: string): PrivateKey {
  const seed = createHash('sha256').update(`bench key ${name}`).digest();
  const der = Buffer.concat([PKCS8_OF_SEED, seed]);
  const outcome = toPrivateKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.key;
}

/** The same files with a trust root, signers in each namespace, and a signature of every file that must have one. */
export function signFiles(files: readonly PlannedFile[]): PlannedFile[] {
  const texts = new Map<string, string>();
  for (const { path, bytes } of files)
    texts.set(path, Buffer.from(bytes ?? new Uint8Array()).toString('utf8'));
  const registry = /^id: "?([0-9a-f-]{36})"?$/mu.exec(texts.get('registry.yaml') ?? '')?.[1];
  if (registry === undefined) throw new Error('the registry has no id');
  texts.set('trust/root.yaml', rootText(registry));
  for (const [path, text] of texts) {
    if (path.endsWith('/namespace.yaml'))
      texts.set(path, `${text.trimEnd()}\nsigning:\n${signers('  ', 'namespace')}`);
  }
  const signed: PlannedFile[] = [];
  for (const [path, text] of texts) {
    const bytes = Buffer.from(text);
    signed.push({ path, bytes });
    const signer = signerOf(path, texts);
    if (signer !== undefined)
      signed.push({ path: signaturePathOf(path), bytes: signatureOf(registry, path, bytes, signer) });
  }
  return signed;
}

/** One release as the signer meets it: what is signed, and the payload that covers it. */
export function signatureOf(registry: string, path: string, bytes: Uint8Array, signer: string): Uint8Array {
  const { document } = parseDocument(bytes);
  const manifest = document === undefined ? undefined : parseManifest(document).manifest;
  if (document === undefined || manifest === undefined) throw new Error(`${path} is no manifest`);
  const subject = { registry, path, bytes, value: document.value, manifest };
  const payload = renderStatement(statementFor(subject, { signedAt: SIGNED_AT }));
  const { publicKey, keyObject } = benchKeyOf(signer);
  const signature = signBytes(publicKey.algorithm, keyObject, preAuthEncoding(PAYLOAD_TYPE, payload));
  return renderBundles([createKeyBundle(publicKey.keyId, PAYLOAD_TYPE, payload, signature)]);
}

const keys = new Map<string, PrivateKey>();

function benchKeyOf(name: string): PrivateKey {
  const key = keys.get(name) ?? benchKey(name);
  keys.set(name, key);
  return key;
}

function signerOf(path: string, texts: ReadonlyMap<string, string>): string | undefined {
  if (path === 'trust/root.yaml' || path === 'registry.yaml') return 'root';
  if (!path.startsWith('namespaces/') || !path.endsWith('.yaml')) return undefined;
  if (!path.endsWith('/namespace.yaml')) return 'namespace';
  const above = path.split('/').slice(0, -2);
  while (above.length > 1) {
    if (texts.has(`${above.join('/')}/namespace.yaml`)) return 'namespace';
    above.pop();
  }
  return 'root';
}

function rootText(registry: string): string {
  return `apiVersion: hyper/v1
kind: TrustRoot
registry: "${registry}"
version: 1
createdAt: "${KEY_CREATED}"
expiresAt: "${FAR}"
${signers('', 'root')}`;
}

function signers(indent: string, name: string): string {
  const { publicKey } = benchKeyOf(name);
  const spki = Buffer.from(publicKey.spki).toString('base64');
  const fields = [
    `keyId: "${publicKey.keyId}"`,
    'algorithm: ed25519',
    `publicKey: "${spki}"`,
    `createdAt: "${KEY_CREATED}"`,
  ];
  const lines = [
    'threshold: 1',
    'keys:',
    ...fields.map((field, number) => `  ${number === 0 ? '- ' : '  '}${field}`),
  ];
  return lines.map((line) => `${indent}${line}\n`).join('');
}
