import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFilesContext } from '../../../src/adapters/files/index.ts';
import { openOutput } from '../../../src/adapters/output/index.ts';
import { createBuildContext } from '../../../src/composition.ts';
import { build } from '../../../src/operations/index.ts';
import { BUILD_FLAGS } from '../../build/build-flags.ts';
import { folderState } from '../../build/folder-state.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import {
  artifactFolder,
  namespaceText,
  policyText,
  registryText,
  release,
  releasePath,
  stateText,
} from '../../build/manifests.ts';
import { testFacts } from '../../build/registry-context.ts';
import { testSigning } from '../../build/site-signing.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import type { Files } from '../../build/write-files.ts';

const SCHEMAS = join(import.meta.dirname, '../../../schemas');
const NAMESPACES = ['org.acme', 'org.acme.tools', 'org.birch', 'lib.sea', 'lib.sky'];
const ARTIFACTS = Array.from(
  { length: 240 },
  (_, number) => `${NAMESPACES[number % NAMESPACES.length] ?? ''}/part-${String(number)}`,
);

const referenceAt = (number: number): string => ARTIFACTS[number % ARTIFACTS.length] ?? '';

const needs = (...references: readonly string[]): string =>
  references.length === 0 ? '' : `dependencies:\n${references.map((one) => `  ${one}: "*"\n`).join('')}`;

function beginning(): Files {
  let files: Files = { 'registry.yaml': registryText() };
  for (const path of ['org', 'lib', ...NAMESPACES.slice(0, 1), ...NAMESPACES.slice(1)]) {
    if (path.includes('.'))
      files = { ...files, [`namespaces/${path.replaceAll('.', '/')}/namespace.yaml`]: namespaceText(path) };
  }
  for (const [number, reference] of ARTIFACTS.entries()) {
    const below = number === 0 ? '' : needs(referenceAt(Math.floor(number / 3)));
    files = { ...files, ...release(reference, '1.0.0', below) };
    if (number % 4 === 0) files = { ...files, ...release(reference, '1.1.0', below) };
  }
  return files;
}

const namespaceFile = (path: string): string => `namespaces/${path.replaceAll('.', '/')}/namespace.yaml`;
const stateFile = (reference: string): string => `${artifactFolder(reference)}/artifact.yaml`;
const row = (text: string): string => `releases:\n  "1.0.0":\n${text}`;
const at = 'at: "2026-04-01T00:00:00Z"';

/** What one act writes; null takes a file away. `one` and `other` are any two artifacts. */
const ACTS: Readonly<
  Record<
    string,
    (one: string, other: string, step: number) => Readonly<Record<string, string | Uint8Array | null>>
  >
> = {
  publish: (one, other, step) => release(one, `2.${String(step)}.0`, needs(other)),
  'publish without words': (one, _, step) => release(one, `1.2.${String(step)}`),
  create: (_, other, step) => release(`lib.sea/new-${String(step)}`, '1.0.0', needs(other)),
  deprecate: (one, other) => ({
    [stateFile(one)]: stateText(
      one,
      row(
        `    state: deprecated\n    deprecation:\n      deprecatedAt: "2026-04-01T00:00:00Z"\n      reason: Old.\n      replacement: ${other}\n`,
      ),
    ),
  }),
  yank: (one) => ({
    [stateFile(one)]: stateText(
      one,
      row(`    state: published\n    yanked:\n      ${at}\n      reason: Leaks.\n`),
    ),
  }),
  advisory: (one) => ({
    [stateFile(one)]: stateText(
      one,
      row(
        `    state: published\n    yanked:\n      ${at}\n      reason: Leaks.\n      severity: high\n      advisory: https://example.org/a/1\n`,
      ),
    ),
  }),
  unyank: (one) => ({ [stateFile(one)]: null }),
  rename: (one, other) => ({ [stateFile(one)]: stateText(one, `redirect:\n  artifact: ${other}\n`) }),
  delete: (one) => ({
    [releasePath(one, '1.0.0')]: null,
    [stateFile(one)]: stateText(
      one,
      row(`    state: published\n    tombstone:\n      ${at}\n      reason: Gone.\n`),
    ),
  }),
  tag: (one) => ({ [stateFile(one)]: stateText(one, 'tags:\n  beta: "1.0.0"\n') }),
  policy: (one, _, step) => {
    const folder = namespaceFile(one.split('/')[0] ?? '').replace('namespace.yaml', 'policies');
    return {
      [`${folder}/rule-${String(step % 2)}.yaml`]: policyText(
        `rule-${String(step % 2)}`,
        step % 3 === 0 ? 'mandatory' : 'advisory',
      ),
    };
  },
  grant: (one, _, step) => {
    const path = one.split('/')[0] ?? '';
    const user = `      githubUser:\n        id: ${String(step + 1)}\n        login: somebody\n`;
    const access = `access:\n  - principal:\n${user}    role: publisher\n`;
    return { [namespaceFile(path)]: namespaceText(path, access) };
  },
  'close a namespace': (one) => {
    const path = one.split('/')[0] ?? '';
    return { [namespaceFile(path)]: namespaceText(path, 'visibility: private\n') };
  },
  'open a namespace': (one) => {
    const path = one.split('/')[0] ?? '';
    return { [namespaceFile(path)]: namespaceText(path) };
  },
  readme: (one, _, step) => ({ [`${artifactFolder(one)}/README.md`]: `# Step ${String(step)}\n` }),
  'be downloaded': (one, _, step) => ({
    [`observed/${artifactFolder(one)}/stats.yaml`]: `downloadCount: ${String(10 ** (step % 7))}\n`,
  }),
};

const act = fc.record({
  kind: fc.constantFrom(...Object.keys(ACTS)),
  one: fc.nat({ max: ARTIFACTS.length - 1 }),
  other: fc.nat({ max: ARTIFACTS.length - 1 }),
});

/** Acts of every kind, each on artifacts of its own. */
const EACH_ONCE = Object.keys(ACTS).map((kind, number) => ({
  kind,
  one: 7 * number + 20,
  other: 7 * number,
}));

it('builds after each of many acts, one or a few at once, the very bytes of a build from nothing (K10)', async () => {
  const steps = fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { minLength: 5, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const room = temporaryFolder();
      const repository = createTestRepository(beginning());
      const context = await createBuildContext({}, testFacts(repository.folder), SCHEMAS, testSigning());
      const keeping = { folder: join(room, 'cache'), minFiles: 1, userId: process.getuid?.() };
      const kept = {
        ...context,
        openOutput: (out: string) => openOutput(createFilesContext(process), out, keeping),
      };
      const [out, fresh] = [join(room, 'kept'), join(room, 'fresh')];
      await build.run(kept, { ...BUILD_FLAGS, at: 'HEAD', out });
      for (const [step, acts] of [EACH_ONCE, ...sequence].entries()) {
        for (const { kind, one, other } of acts) {
          for (const [path, text] of Object.entries(
            ACTS[kind]?.(referenceAt(one), referenceAt(other === one ? one + 1 : other), step) ?? {},
          )) {
            const place = join(repository.folder, path);
            if (text !== null) repository.write({ [path]: text });
            else if (existsSync(place)) rmSync(place);
          }
        }
        if (repository.git('status', '--porcelain') !== '') repository.commit(`Step ${String(step)}`, step);
        const flags = { ...BUILD_FLAGS, isTolerant: true, at: 'HEAD' };
        const again = await build.run(kept, { ...flags, out });
        const whole = await build.run(context, { ...flags, isClean: true, out: fresh });
        expect([again.data.isWritten, again.diagnostics]).toEqual([true, []]);
        expect(whole.data.isWritten).toBe(true);
        expect(folderState(out)).toEqual(folderState(fresh));
      }
    }),
    { numRuns: 1, endOnFailure: true },
  );
});
