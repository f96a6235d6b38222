import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFilesContext } from '../../../src/adapters/files/index.ts';
import { openOutput } from '../../../src/adapters/output/index.ts';
import { createBuildContext } from '../../../src/composition.ts';
import { build } from '../../../src/operations/index.ts';
import type { BuildContext } from '../../../src/operations/index.ts';
import { BUILD_FLAGS } from '../../build/build-flags.ts';
import { folderState } from '../../build/folder-state.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import { release, releasePath, smallRegistry } from '../../build/manifests.ts';
import { testFacts } from '../../build/registry-context.ts';
import { testSigning } from '../../build/site-signing.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';

const SCHEMAS = join(import.meta.dirname, '../../../schemas');
const USER = process.getuid?.();
const NAMES = ['org.acme/parser', 'org.acme/lexer', 'org.acme/new'];

const edit = fc.record({
  name: fc.constantFrom(...NAMES),
  version: fc.constantFrom('1.0.0', '1.1.0', '2.0.0', '3.0.0-rc.1'),
  kind: fc.constantFrom('write', 'remove'),
  labels: fc.constantFrom('', 'labels:\n  a: b\n', 'dependencies:\n  org.acme/parser: "*"\n'),
});

async function keeping(folder: string, cache: string): Promise<BuildContext> {
  const context = await createBuildContext({}, testFacts(folder), SCHEMAS, testSigning());
  const files = createFilesContext(process);
  return {
    ...context,
    openOutput: (out) => openOutput(files, out, { folder: cache, minFiles: 1, userId: USER }),
  };
}

it('builds again, of what it kept, the very bytes of a build from nothing, after edits of any kind', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 4 }),
      async (steps) => {
        const room = temporaryFolder();
        const repository = createTestRepository(smallRegistry());
        const context = await keeping(repository.folder, join(room, 'cache'));
        const kept = join(room, 'kept');
        for (const [number, edits] of [[], ...steps].entries()) {
          for (const { name, version, kind, labels } of edits) {
            if (kind === 'remove')
              rmSync(join(repository.folder, releasePath(name, version)), { force: true });
            else repository.write(release(name, version, labels));
          }
          repository.commit(`Step ${String(number)}`, number);
          const fresh = join(room, `fresh-${String(number)}`);
          const again = await build.run(context, { ...BUILD_FLAGS, isTolerant: true, at: 'HEAD', out: kept });
          await build.run(context, { ...BUILD_FLAGS, isTolerant: true, at: 'HEAD', out: fresh });
          expect(again.data.isWritten).toBe(true);
          expect(folderState(kept)).toEqual(folderState(fresh));
        }
      },
    ),
    { numRuns: 3 },
  );
});

const UNITS = '.hyper-build/units.json';
const LIST = 'digests.json';

describe('what a build remembers of the one before', () => {
  const next = (number: number): ReturnType<typeof release> =>
    release('org.acme/parser', `4.${String(number)}.0`, `labels:\n  number: "${String(number)}"\n`);
  /** The site of another registry, and what builds from nothing give of each of three commits: the same for all rows. */
  const foreign = join(temporaryFolder(), 'foreign');
  const fresh: ReturnType<typeof folderState>[] = [];

  beforeAll(async () => {
    const elsewhere = createTestRepository({ ...smallRegistry(), ...next(9) });
    const other = await keeping(elsewhere.folder, temporaryFolder());
    await build.run(other, { ...BUILD_FLAGS, at: 'HEAD', out: foreign });
    const repository = createTestRepository(smallRegistry());
    for (let number = 0; number < 3; number += 1) {
      repository.write(next(number));
      repository.commit(`Step ${String(number)}`, number);
      const out = join(temporaryFolder(), 'fresh');
      const context = await keeping(repository.folder, temporaryFolder());
      await build.run(context, { ...BUILD_FLAGS, at: 'HEAD', out });
      fresh.push(folderState(out));
    }
  });

  it.each<[string, string, (text: string, foreign: string) => string]>([
    ['is cut off', UNITS, (text) => text.slice(0, -40)],
    ['is empty', UNITS, () => ''],
    ['is of another registry', UNITS, (_, foreign) => foreign],
    ['has the basis of another', UNITS, (text, foreign) => foreign.slice(0, 200) + text.slice(200)],
    ['has keys that it did not have', UNITS, (text) => text.replaceAll(/"key":"\w/gu, '"key":"f')],
    ['is cut off', LIST, (text) => text.slice(0, -40)],
    ['is of another registry', LIST, (_, foreign) => foreign],
    ['has another path', LIST, (text) => text.replace('parser/index.html', 'parser/index.htmk')],
    ['has another size', LIST, (text) => text.replace(/"size":\d+/u, '"size":1')],
    ['has no number as a size', LIST, (text) => text.replace(/"size":\d+/u, '"size":"x"')],
    ['has another digest', LIST, (text) => text.replace(/"sha256":"\w+/u, `"sha256":"${'0'.repeat(64)}`)],
    ['has a line less', LIST, (text) => text.replace(/\{"path":"index\.html".*\n/u, '')],
    ['has a line more', LIST, (text) => text.replace(/(\{"path":"index\.html".*\n)/u, '$1$1')],
  ])('saves work, and changes nothing where it %s: %s', async (_how, name, damage) => {
    const room = temporaryFolder();
    const repository = createTestRepository(smallRegistry());
    const kept = join(room, 'kept');
    const context = await keeping(repository.folder, join(room, 'cache'));
    for (const [number, whole] of fresh.entries()) {
      repository.write(next(number));
      repository.commit(`Step ${String(number)}`, number);
      await build.run(context, { ...BUILD_FLAGS, at: 'HEAD', out: kept });
      expect(folderState(kept)).toEqual(whole);
      const list = join(kept, name);
      const [text, other] = [list, join(foreign, name)].map((path) => readFileSync(path, 'utf8'));
      const damaged = damage(text ?? '', other ?? '');
      expect(damaged).not.toBe(text);
      writeFileSync(list, damaged);
    }
  });

  it('is not taken for whole where its facts were edited, or its commit is gone', async () => {
    const room = temporaryFolder();
    const needing = release('org.acme/lexer', '0.1.0', 'dependencies:\n  org.acme/parser: "*"\n');
    const repository = createTestRepository({ ...smallRegistry(), ...release('org.acme/lexer', '0.2.0') });
    const elsewhere = createTestRepository({
      ...smallRegistry(),
      ...release('org.acme/lexer', '0.2.0'),
      ...next(1),
    });
    const [kept, fresh] = [join(room, 'kept'), join(room, 'fresh')];
    const expectSame = async (folder: string): Promise<void> => {
      const context = await keeping(folder, join(room, 'cache'));
      await build.run(context, { ...BUILD_FLAGS, at: 'HEAD', out: kept });
      await build.run(context, { ...BUILD_FLAGS, at: 'HEAD', isClean: true, out: fresh });
      expect(folderState(kept)).toEqual(folderState(fresh));
    };
    repository.write(needing);
    repository.commit('Need', 1);
    await expectSame(repository.folder);
    writeFileSync(join(kept, '.hyper-build/facts.jsonl'), '');
    rmSync(join(repository.folder, releasePath('org.acme/lexer', '0.1.0')));
    repository.commit('Need no more', 2);
    await expectSame(repository.folder);
    await expectSame(elsewhere.folder);
  });

  it('is of one build, where two at once are followed by a third', async () => {
    const room = temporaryFolder();
    const repository = createTestRepository(smallRegistry());
    const context = await keeping(repository.folder, join(room, 'cache'));
    const kept = join(room, 'kept');
    for (let number = 0; number < 3; number += 1) {
      repository.write(next(number));
      repository.commit(`Step ${String(number)}`, number);
      const both = ['HEAD', 'HEAD~1'].map((at) => build.run(context, { ...BUILD_FLAGS, at, out: kept }));
      expect((await Promise.allSettled(both)).map(({ status }) => status)).toContain('fulfilled');
      const fresh = join(room, `fresh-${String(number)}`);
      await build.run(context, { ...BUILD_FLAGS, at: 'HEAD', out: kept });
      await build.run(context, { ...BUILD_FLAGS, at: 'HEAD', out: fresh });
      expect(folderState(kept)).toEqual(folderState(fresh));
    }
  });
});
