import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { digestHex } from '../src/core/index.ts';
import { buildCli } from './build/build-cli.ts';
import { exampleKeyPem } from './example-keys.ts';

const ROOT = resolve(import.meta.dirname, '..');
const REGISTRY = join(ROOT, 'registry-example');
const SITE = join(ROOT, 'site');

/** Runs a command of the built hyper in the example registry as a person would, and stops at the first that fails. */
function hyper(...words: readonly string[]): void {
  console.log(`\n$ hyper ${words.join(' ')}`);
  const result = spawnSync(process.execPath, [join(ROOT, 'dist/hyper.js'), ...words], {
    cwd: REGISTRY,
    stdio: 'inherit',
  });
  if (result.status !== 0) process.exit(result.status ?? 70);
}

await buildCli();
rmSync(SITE, { recursive: true, force: true });
console.log('The example registry: registry-example/');
hyper('validate');
hyper('registry', 'get', 'org.acme.security/nexus-auth');
hyper('build', '--out', relative(REGISTRY, SITE));
console.log(`
The site is in ${relative(process.cwd(), SITE) || '.'}/ : open ${join(relative(process.cwd(), SITE), 'index.html')} in a browser.
  index.html                 what the registry holds: namespaces, artifacts, newest releases
  artifacts/, namespaces/    a page for each, readable without JavaScript
  api/v1/                    the same as JSON, and one JSON-lines file an artifact for clients
  feed.xml, sitemap.xml      for readers and crawlers
  schemas/v1/                the JSON Schemas that editors check manifests with
  digests.json               path, size and sha256 of every file`);

// The second half: who is to be believed. It happens in a copy, with keys that everybody has (scripts/example-keys.ts).
const ROOM = mkdtempSync(join(tmpdir(), 'hyper-demo-'));
const COPY = join(ROOM, 'registry');
const RELEASE = 'namespaces/org/acme/brand-theme/1.2.0.yaml';

/** Runs a command in the copy; a status other than the expected one ends the demo. */
function inCopy(words: readonly string[], expected = 0): void {
  console.log(`\n$ hyper ${words.join(' ')}`);
  const { status } = spawnSync(process.execPath, [join(ROOT, 'dist/hyper.js'), ...words], {
    cwd: COPY,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, XDG_CONFIG_HOME: join(ROOM, 'settings') },
  });
  if (status !== expected) throw new Error(`expected exit status ${String(expected)}, got ${String(status)}`);
}

function git(...words: readonly string[]): void {
  const identity = [
    '-c',
    'user.name=Demo',
    '-c',
    'user.email=demo@example.com',
    '-c',
    'commit.gpgsign=false',
  ];
  const { status } = spawnSync('git', [...identity, ...words], { cwd: COPY, stdio: 'inherit' });
  if (status !== 0) throw new Error(`git ${words.join(' ')} failed`);
}

try {
  cpSync(REGISTRY, COPY, { recursive: true });
  mkdirSync(join(ROOM, 'keys'));
  for (const name of ['acme-release', 'online-2026']) {
    writeFileSync(join(ROOM, 'keys', `${name}.pem`), exampleKeyPem(name), { mode: 0o600 });
  }
  console.log('\nA copy of it: a release is added, signed, verified, and then one byte of it is changed.');
  const former = readFileSync(join(COPY, RELEASE.replace('1.2.0', '1.1.0')), 'utf8');
  const id = /^id: "?([0-9a-f-]{36})/mu.exec(former)?.[1] ?? '';
  const text = former.replace(id, `${id.slice(0, -4)}d3a0`).replace(/^version: .*$/mu, 'version: "1.2.0"');
  writeFileSync(join(COPY, RELEASE), text);
  inCopy(['sign', RELEASE, '--key', '../keys/acme-release.pem']);
  inCopy(['attest', RELEASE, '--key', '../keys/online-2026.pem']);
  git('init', '-q', '-b', 'main', '.');
  git('add', '-A');
  git('commit', '-q', '-m', 'Publish brand-theme 1.2.0');
  const root = digestHex(readFileSync(join(COPY, 'trust/root.yaml')));
  inCopy(['trust', 'status']);
  inCopy(['verify', '--all', '--root', `sha256:${root}`]);
  inCopy(['verify', 'org.acme/brand-theme@1.2.0']);
  inCopy(['build', '--out', '../site', '--key', '../keys/online-2026.pem']);
  inCopy(['verify', '--site', '../site']);
  const bytes = readFileSync(join(COPY, RELEASE));
  bytes[bytes.length - 2] = (bytes[bytes.length - 2] ?? 0) ^ 1;
  writeFileSync(join(COPY, RELEASE), bytes);
  console.log(`\nOne byte of ${RELEASE} is changed:`);
  inCopy(['verify', 'org.acme/brand-theme@1.2.0'], 4);
} finally {
  rmSync(ROOM, { recursive: true, force: true });
}
console.log('\nThat is how it should be: docs/trust.md tells who is believed, and why.');
