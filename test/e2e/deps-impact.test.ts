import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestRepository } from '../build/git-repository.ts';
import { namespace, registryText, release, stateText } from '../build/manifests.ts';
import { cacheWithCode } from '../build/lent-code.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { hyper } from './run-hyper.ts';

const needs = (text: string): string => `dependencies:\n  ${text}\n`;

interface Ran {
  readonly status: number | null;
  readonly output: string;
}

function run(cwd: string, words: readonly string[]): Ran {
  const { status, stdout, stderr } = hyper([...words], { cwd });
  return { status, output: `${stdout}${stderr}` };
}

const codesIn = ({ output }: Ran): string[] => [...output.matchAll(/HYPER_[A-Z_]+/gu)].map(([code]) => code);

/** The one file in which the base of a registry is kept. */
function keptIn(cache: string): string {
  const found = readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('impact-base'),
  );
  expect(found).toHaveLength(1);
  return join(cache, found[0] ?? '');
}

test('what is kept between runs never changes what an impact is: none, damaged, of another registry, of an older commit', () => {
  const cache = cacheWithCode();
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

test('the impact of a change, conflicts and why not are told with their proofs', () => {
  const registry = createTestRepository({
    'registry.yaml': registryText(),
    ...namespace('org.acme'),
    ...release('org.acme/app', '1.0.0', 'dependencies:\n  org.acme/lib: "*"\n'),
    ...release('org.acme/tool', '1.0.0', 'dependencies:\n  org.acme/lib: 1.0.0\n'),
    ...release('org.acme/lib', '1.0.0'),
  });
  registry.write({
    ...release('org.acme/lib', '2.0.0'),
    'namespaces/org/acme/lib/artifact.yaml': stateText(
      'org.acme/lib',
      'releases:\n  "1.0.0":\n    state: published\n    yanked:\n      at: "2026-01-01T00:00:00Z"\n      reason: leaks\n',
    ),
  });
  registry.commit('Change', 1);
  const impact = run(registry.folder, ['deps', 'impact', 'HEAD~1..HEAD', '--json']);
  expect(impact.status).toBe(1);
  expect(JSON.parse(impact.output)).toMatchObject({
    data: {
      changed: ['org.acme/lib'],
      dependents: [
        { artifact: 'org.acme/app', changes: [{ artifact: 'org.acme/lib', from: '1.0.0', to: '2.0.0' }] },
      ],
      broken: [{ artifact: 'org.acme/tool', version: '1.0.0' }],
    },
  });
  expect(codesIn(run(registry.folder, ['deps', 'impact', 'HEAD']))).toEqual(['HYPER_USAGE_ARGUMENT_VALUE']);
  const conflicts = run(registry.folder, ['deps', 'conflicts', 'org.acme']);
  expect([conflicts.status, codesIn(conflicts)]).toEqual([1, ['HYPER_RESOLVE_CONFLICT']]);
  expect(codesIn(run(registry.folder, ['deps', 'conflicts', 'org.none']))).toEqual([
    'HYPER_NAMESPACE_MISSING',
  ]);
  const project = temporaryFolder();
  const head = `apiVersion: hyper/v1\nkind: Project\nname: shop\nregistries:\n  - name: main\n    url: ${registry.folder}\n`;
  writeFileSync(join(project, 'hyper.yaml'), `${head}dependencies:\n  org.acme/app: "*"\n`);
  run(project, ['deps', 'resolve']);
  const yanked = run(project, ['deps', 'why-not', 'org.acme/lib@1.0.0']);
  expect(yanked.output).toContain('yanked');
  expect(run(project, ['deps', 'why-not', 'org.acme/lib@2.0.0']).output).toContain('has locked');
  expect(codesIn(run(project, ['deps', 'why-not', 'org.acme/lib']))).toEqual(['HYPER_REFERENCE_SELECTOR']);
});
