import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { compareText, digestOf } from '../src/core/index.ts';
import type { Digest, JsonValue } from '../src/core/index.ts';
import { editDocument, parseDocument } from '../src/document/index.ts';
import { planRootRotation, planTrustRoot, toListedKey } from '../src/lifecycle/index.ts';
import type { NewKey } from '../src/lifecycle/index.ts';
import { parseManifest } from '../src/manifest/index.ts';
import type { Manifest } from '../src/manifest/index.ts';
import { ancestorsOf, parseNamespacePath } from '../src/names/index.ts';
import { isManifestRole, roleOf } from '../src/registry/index.ts';
import {
  PAYLOAD_TYPE,
  ROOT_PATH,
  attestationFor,
  createKeyBundle,
  keptRootPath,
  preAuthEncoding,
  renderBundles,
  renderStatement,
  signBytes,
  signaturePathOf,
  statementFor,
} from '../src/signing/index.ts';
import type { SignatureBundle, Statement } from '../src/signing/index.ts';
import { exampleKey } from './example-keys.ts';

// Usage: tsx scripts/sign-example.ts [FOLDER]: signs the example registry, with keys that everybody has.
// The same files give the same signatures: ed25519 has no randomness, and every time is written here.

const FOLDER = resolve(process.argv[2] ?? join(import.meta.dirname, '../registry-example'));
const KEEPERS = ['keeper-ada', 'keeper-ben', 'keeper-cleo'];
const NEW_KEEPERS = ['keeper-ada', 'keeper-cleo'];
const ONLINE = 'online-2026';
const BEGIN = '2024-01-15T00:00:00Z';
const SECOND_ROOT = '2026-01-10T00:00:00Z';
const CONTROL = '2026-01-11T00:00:00Z';
const STATES = '2026-11-04T00:00:00Z';
/** Before, harborline signed with a key that has ended; the registry attests what it signed. */
const CHANGE_OF_KEYS = '2026-01-01T00:00:00Z';

interface Signers {
  readonly threshold: number;
  readonly keys: readonly {
    readonly name: string;
    readonly createdAt: string;
    readonly expiresAt?: string;
  }[];
}

const one = (...names: readonly string[]): Signers => ({
  threshold: 1,
  keys: names.map((name) => ({ name, createdAt: BEGIN })),
});

/** Who signs where; what is not listed is signed by the nearest above it. */
const SIGNERS: ReadonlyMap<string, Signers> = new Map([
  ['hyper', one('hyper-release')],
  ['lib', one('lib-iris', 'lib-jonas')],
  ['pkg', one('pkg-release')],
  ['org.acme', one('acme-release', 'acme-deputy')],
  ['org.acme.payments', { ...one('payments-lead', 'payments-audit', 'payments-deputy'), threshold: 2 }],
  [
    'org.harborline',
    {
      threshold: 1,
      keys: [
        { name: 'harborline-2024', createdAt: BEGIN, expiresAt: CHANGE_OF_KEYS },
        { name: 'harborline-2026', createdAt: '2025-12-01T00:00:00Z' },
      ],
    },
  ],
  ['user.mara-lindqvist', one('mara')],
  ['user.tobias-renner', one('tobias')],
  ['user.lena.hoffmann@example.com', one('lena')],
]);

const read = (path: string): Buffer => readFileSync(join(FOLDER, path));
const write = (path: string, bytes: Uint8Array | string): void => {
  mkdirSync(dirname(join(FOLDER, path)), { recursive: true });
  writeFileSync(join(FOLDER, path), bytes);
};

function newKey(name: string): NewKey {
  return { key: exampleKey(name).publicKey, label: name };
}

function listed({ keys }: Signers): JsonValue[] {
  return keys.map(({ name, createdAt, expiresAt }) =>
    toListedKey(newKey(name), {
      createdAt: new Date(createdAt),
      ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
    }),
  );
}

function manifestAt(path: string): { bytes: Buffer; value: JsonValue; manifest: Manifest } {
  const bytes = read(path);
  const { document } = parseDocument(bytes);
  const manifest = document === undefined ? undefined : parseManifest(document).manifest;
  if (document === undefined || manifest === undefined) throw new Error(`${path} is not valid`);
  return { bytes, value: document.value, manifest };
}

function seal(statement: Statement, name: string): SignatureBundle {
  const { publicKey, keyObject } = exampleKey(name);
  const payload = renderStatement(statement);
  const signature = signBytes(publicKey.algorithm, keyObject, preAuthEncoding(PAYLOAD_TYPE, payload));
  return createKeyBundle(publicKey.keyId, PAYLOAD_TYPE, payload, signature);
}

const { manifest: registryManifest } = manifestAt('registry.yaml');
const registry = registryManifest.kind === 'Registry' ? (registryManifest.id ?? '') : '';

function sign(
  path: string,
  names: readonly string[],
  at: string,
  { attestedAt, previous }: { attestedAt?: string | undefined; previous?: Digest } = {},
): void {
  const subject = { registry, path, ...manifestAt(path) };
  const moment = { signedAt: new Date(at), ...(previous === undefined ? {} : { previous }) };
  const bundles = names.map((name) => seal(statementFor(subject, moment), name));
  if (attestedAt !== undefined) {
    const moment = new Date(attestedAt);
    bundles.push(seal(attestationFor(subject, moment, moment), ONLINE));
  }
  write(signaturePathOf(path), renderBundles(bundles));
}

function writeRoots(): void {
  rmSync(join(FOLDER, 'trust'), { recursive: true, force: true });
  const first = planTrustRoot({
    registry,
    keys: KEEPERS.map(newKey),
    threshold: 2,
    createdAt: new Date(BEGIN),
    expiresAt: new Date('2026-01-15T00:00:00Z'),
  });
  write(first.path, first.after ?? '');
  sign(ROOT_PATH, ['keeper-ada', 'keeper-ben'], BEGIN);
  const { bytes, manifest } = manifestAt(ROOT_PATH);
  if (manifest.kind !== 'TrustRoot') throw new Error('the root is no root');
  const edits = planRootRotation(
    { bytes, manifest, signatures: read(signaturePathOf(ROOT_PATH)) },
    {
      add: [newKey('keeper-dana')],
      remove: [exampleKey('keeper-ben').publicKey.keyId],
      threshold: undefined,
      createdAt: new Date(SECOND_ROOT),
      expiresAt: new Date('2036-01-10T00:00:00Z'),
    },
  );
  for (const { path, after } of edits) if (after !== undefined) write(path, after);
  rmSync(join(FOLDER, signaturePathOf(ROOT_PATH)), { force: true });
  if (!existsSync(join(FOLDER, keptRootPath(1)))) throw new Error('the first root is not kept');
  sign(ROOT_PATH, NEW_KEEPERS, SECOND_ROOT, { previous: digestOf(bytes) });
}

function edit(path: string, pointer: readonly string[], value: JsonValue): void {
  write(path, editDocument(read(path).toString('utf8'), [{ pointer: [...pointer], value }]));
}

function nearest(namespace: string): Signers | undefined {
  const parsed = parseNamespacePath(namespace);
  const line = parsed.ok ? [parsed.value, ...[...ancestorsOf(parsed.value)].reverse()] : [];
  return line.flatMap((path) => SIGNERS.get(path) ?? [])[0];
}

function names(signers: Signers | undefined, at: string): readonly string[] {
  if (signers === undefined) return NEW_KEEPERS;
  const live = signers.keys.filter(
    ({ createdAt, expiresAt }) => createdAt <= at && (expiresAt === undefined || at < expiresAt),
  );
  return live.slice(0, signers.threshold).map(({ name }) => name);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [relative(FOLDER, join(folder, entry.name))],
  );
}

function signOne(path: string): void {
  const role = roleOf(path);
  if (!isManifestRole(role)) return;
  if (role.kind === 'namespace') {
    const parsed = parseNamespacePath(role.namespace);
    const above = parsed.ok ? ancestorsOf(parsed.value).at(-1) : undefined;
    sign(path, names(above === undefined ? undefined : nearest(above), CONTROL), CONTROL);
  } else if (role.kind === 'policy') sign(path, names(nearest(role.namespace), CONTROL), CONTROL);
  else if (role.kind === 'state') sign(path, names(nearest(role.namespace), STATES), STATES);
  else if (role.kind === 'release') {
    const { manifest } = manifestAt(path);
    if (manifest.kind !== 'Artifact') return;
    const at = manifest.publishedAt ?? manifest.createdAt;
    const signers = nearest(role.namespace);
    const isOld = signers?.keys.some(({ expiresAt }) => expiresAt !== undefined && at < expiresAt) ?? false;
    sign(path, names(signers, at), at, { attestedAt: isOld ? at : undefined });
  }
}

const online = toListedKey(newKey(ONLINE), { createdAt: new Date(BEGIN) });
edit('registry.yaml', ['onlineKey'], online);
writeRoots();
sign('registry.yaml', NEW_KEEPERS, CONTROL);
for (const path of filesBelow(join(FOLDER, 'namespaces')).sort(compareText)) {
  const role = roleOf(path);
  const signers = role.kind === 'namespace' ? SIGNERS.get(role.namespace) : undefined;
  if (signers === undefined) continue;
  edit(path, ['signing'], { threshold: signers.threshold, keys: listed(signers) });
}
for (const path of filesBelow(join(FOLDER, 'namespaces')).sort(compareText)) signOne(path);
console.log(`Signed ${relative(process.cwd(), FOLDER) || '.'} with keys that everybody has.`);
