import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { buildCli } from './build/build-cli.ts';

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
