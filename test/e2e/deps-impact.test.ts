import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestRepository } from '../build/git-repository.ts';
import { namespace, registryText, release, stateText } from '../build/manifests.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { hyper } from './run-hyper.ts';

const needs = (text: string): string => `dependencies:\n  ${text}\n`;

/** The one file in which the base of a registry is kept. */
function keptIn(cache: string): string {
  const found = readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('impact-base'),
  );
  expect(found).toHaveLength(1);
  return join(cache, found[0] ?? '');
}

test('what is kept between runs never changes what an impact is: none, damaged, of another registry, of an older commit', () => {
  const cache = temporaryFolder();
  const registry = createTestRepository({
    'registry.yaml': registryText(),
    ...namespace('org'),
    ...namespace('org.acme'),
    ...namespace('org.acme.team'),
    ...release('org.acme/lib', '1.0.0'),
    ...release('org.acme.team/app', '1.0.0', needs('lib: "*"')),
    ...release('org.acme.team/far', '1.0.0', needs('org.acme.team/app: "*"')),
  });
  const impact = (range: string, folder = cache, root = registry.folder): unknown => {
    const { stdout } = hyper(['deps', 'impact', range, '--json'], {
      cwd: root,
      env: { XDG_CACHE_HOME: folder },
    });
    return (JSON.parse(stdout) as { readonly data: unknown }).data;
  };
  const fresh = (range: string): unknown => impact(range, temporaryFolder());

  registry.write(release('org.acme/lib', '1.1.0'));
  registry.commit('Publish', 1);
  const first = fresh('HEAD~1..HEAD');
  expect(first).toMatchObject({
    dependents: [{ artifact: 'org.acme.team/app' }, { artifact: 'org.acme.team/far' }],
  });
  expect(impact('HEAD~1..HEAD')).toEqual(first);
  const kept = keptIn(cache);
  expect(impact('HEAD~1..HEAD')).toEqual(first);
  const whole = readFileSync(kept);
  for (const damaged of [whole.subarray(0, 100), Buffer.from('{}'), Buffer.from(whole).fill(0, 200, 240)]) {
    writeFileSync(kept, damaged);
    expect(impact('HEAD~1..HEAD')).toEqual(first);
  }

  const other = createTestRepository({ 'registry.yaml': registryText(), ...namespace('org.other') });
  other.write(release('org.other/x', '1.0.0'));
  other.commit('Publish', 1);
  const elsewhere = temporaryFolder();
  impact('HEAD~1..HEAD', elsewhere, other.folder);
  writeFileSync(kept, readFileSync(keptIn(elsewhere)));
  expect(impact('HEAD~1..HEAD')).toEqual(first);

  registry.write(release('org.acme.team/lib', '3.0.0'));
  registry.commit('Publish a nearer one of the same name', 2);
  const nearer = fresh('HEAD~1..HEAD');
  expect(nearer).toMatchObject({
    changed: ['org.acme.team/lib'],
    dependents: [
      {
        artifact: 'org.acme.team/app',
        changes: [
          { artifact: 'org.acme.team/lib', to: '3.0.0' },
          { artifact: 'org.acme/lib', to: null },
        ],
      },
      { artifact: 'org.acme.team/far' },
    ],
  });
  expect(impact('HEAD~1..HEAD')).toEqual(nearer);
  expect(impact('HEAD~2..HEAD~1')).toEqual(first);

  rmSync(join(registry.folder, 'namespaces/org/acme/team/lib'), { recursive: true });
  registry.write({
    'namespaces/org/acme/lib/artifact.yaml': stateText(
      'org.acme/lib',
      'releases:\n  "1.1.0":\n    state: published\n    yanked:\n      at: "2026-01-01T00:00:00Z"\n      reason: leaks\n',
    ),
  });
  registry.commit('Take it away', 3);
  expect(impact('HEAD~1..HEAD')).toEqual(fresh('HEAD~1..HEAD'));
  expect(impact('HEAD~3..HEAD')).toEqual(fresh('HEAD~3..HEAD'));
});
