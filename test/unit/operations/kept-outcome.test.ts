import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Moment } from '../../../src/core/index.ts';
import { namespaceList, registryList } from '../../../src/operations/index.ts';
import { keptOutcome } from '../../../src/operations/kept-outcome.ts';
import type { Outcome, RegistryContext, ResultCache } from '../../../src/operations/index.ts';
import type { TestRepository } from '../../build/git-repository.ts';
import { createTestRepository, testGitEnvironment } from '../../build/git-repository.ts';
import { sealed } from '../../build/kept-files.ts';
import { release, smallRegistry } from '../../build/manifests.ts';
import { testContext } from '../../build/registry-context.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';

const WHOLE = { registry: undefined, at: undefined, namespace: undefined };

/** A registry, its world, and the files that answers are kept in. */
function room(): { repository: TestRepository; context: RegistryContext; kept: (name: string) => string } {
  const cache = temporaryFolder();
  const repository = createTestRepository(smallRegistry());
  return {
    repository,
    context: testContext(repository.folder, testGitEnvironment({ XDG_CACHE_HOME: cache })),
    kept: (name) => {
      const folder = join(cache, 'hyper/answers');
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      return join(folder, files.find((file) => file.includes(`${name}-`)) ?? 'none');
    },
  };
}

describe('lists that are remembered by their tree', () => {
  it('say the same a second time, and again when what was kept is damaged', async () => {
    const { context, kept } = room();
    const first = await registryList.run(context, WHOLE);
    expect(first.data.length).toBeGreaterThan(0);
    const file = kept('registry.list');
    expect(await registryList.run(context, WHOLE)).toEqual(first);
    for (const damage of ['', '{', 'null', '{"outcome":{"verdict":"pass"}}', '{"from":null,"until":null}']) {
      writeFileSync(file, sealed(damage));
      expect(await registryList.run(context, WHOLE)).toEqual(first);
    }
  });

  it('are really read from what was kept', async () => {
    const { context, kept } = room();
    await namespaceList.run(context, WHOLE);
    const outcome = { verdict: 'pass', diagnostics: [], data: [] };
    writeFileSync(kept('namespace.list'), sealed(JSON.stringify({ from: null, until: null, outcome })));
    expect((await namespaceList.run(context, WHOLE)).data).toEqual([]);
  });

  it('see a change of the working tree at once, and a new commit', async () => {
    const { repository, context } = room();
    const before = (await registryList.run(context, WHOLE)).data;
    repository.write(release('org.acme/fresh', '1.0.0'));
    const fresh = (await registryList.run(context, WHOLE)).data;
    expect(fresh.map((row) => row.reference)).toContain('org.acme/fresh');
    repository.commit('Add one');
    expect((await registryList.run(context, WHOLE)).data).toEqual(fresh);
    expect((await registryList.run(context, { ...WHOLE, at: 'HEAD~1' })).data).toEqual(before);
  });
});

/** A cache in memory. */
function memory(): { files: Map<string, string>; answers: ResultCache } {
  const files = new Map<string, string>();
  const answers: ResultCache = {
    ...{ read: (key) => files.get(key), write: (key, text) => void files.set(key, text) },
    ...{ readBytes: () => undefined, writeBytes: () => undefined },
  };
  return { files, answers };
}

describe('an answer that rests on the clock', () => {
  const revision = { commit: 'c', tree: 't', committedAt: null };

  /** What is worked out at a time, and how often that was. */
  function asker(verdict: Outcome<object>['verdict'], ask: (moment: Moment) => unknown) {
    const { answers } = memory();
    let count = 0;
    return async (now: number): Promise<number> => {
      const moment = new Moment(now);
      await keptOutcome({ answers }, { operation: 'x', revision, asked: { one: 1 }, moment }, () => {
        count += 1;
        return Promise.resolve({ verdict, diagnostics: [], data: { said: ask(moment) } });
      });
      return count;
    };
  }

  it('is kept from the last change before it to the next', async () => {
    const run = asker('pass', (moment) => [moment.hasReached(100), moment.hasReached(200)]);
    expect(await run(150)).toBe(1);
    expect([await run(100), await run(199)]).toEqual([1, 1]);
    expect([await run(99), await run(200)]).toEqual([2, 3]);
  });

  it.each([
    ['is not kept where it is no pass', 'findings', (moment: Moment) => moment.hasReached(100)],
    ['is not kept where it shows the time', 'pass', (moment: Moment) => moment.exact],
  ] as const)('%s', async (_what, verdict, ask) => {
    const run = asker(verdict, ask);
    expect([await run(150), await run(150)]).toEqual([1, 2]);
  });

  it('is not read where what was asked, or the tree, is another', async () => {
    const { files, answers } = memory();
    const ask = async (
      tree: string | null,
      asked: { a?: number | undefined; b?: string },
    ): Promise<unknown> => {
      const said = files.size;
      const question = { operation: 'x', revision: { ...revision, tree }, asked };
      return (
        await keptOutcome({ answers }, question, () =>
          Promise.resolve({ verdict: 'pass', diagnostics: [], data: { said } }),
        )
      ).data;
    };
    expect(await ask('t', { a: 1 })).toEqual({ said: 0 });
    expect(await ask('t', { a: 2 })).toEqual({ said: 1 });
    expect(await ask('u', { a: 1 })).toEqual({ said: 2 });
    expect(await ask('t', { b: '1' })).toEqual({ said: 3 });
    expect(await ask('t', { a: undefined, b: '1' })).toEqual({ said: 3 });
    expect(await ask(null, { a: 1 })).toEqual({ said: 4 });
    expect(files.size).toBe(4);
  });
});
