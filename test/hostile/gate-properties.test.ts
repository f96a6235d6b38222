import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeRegistry, createChangeRepository, pullRequestEvent } from '../build/change-repository.ts';
import type { ChangeRepository, Puts } from '../build/change-repository.ts';
import { artifactFolder, namespace, release, releasePath, stateText } from '../build/manifests.ts';
import { findingsOf } from '../build/registry-context.ts';
import { runCi } from '../build/run-ci.ts';

interface Act {
  readonly name: string;
  readonly puts: Puts;
  /** Who may do it without anybody else, by the table of roles in SPEC section 3. */
  readonly allowed: readonly number[];
}

const PARSER = artifactFolder('org.acme/parser');
const ADMIN = 1;
const PUBLISHERS = [2, 5];
const [WEAVERS, MAINTAINER, CONTRIBUTOR, STRANGER] = [3, 4, 6, 99];

/** Acts in different files, so that any of them go together. */
const ACTS: readonly Act[] = [
  {
    name: 'publish',
    puts: { [releasePath('org.acme/parser', '1.5.0')]: { release: ['org.acme/parser', '1.5.0'] } },
    allowed: [ADMIN, ...PUBLISHERS],
  },
  {
    name: 'publish below',
    puts: {
      [releasePath('org.acme.tools/runner', '2.1.0')]: { release: ['org.acme.tools/runner', '2.1.0'] },
    },
    allowed: [ADMIN, ...PUBLISHERS],
  },
  {
    name: 'publish elsewhere',
    puts: { [releasePath('org.globex/weaver', '1.1.0')]: { release: ['org.globex/weaver', '1.1.0'] } },
    allowed: [ADMIN, WEAVERS],
  },
  {
    name: 'yank',
    puts: {
      [`${PARSER}/artifact.yaml`]: stateText(
        'org.acme/parser',
        'tags:\n  stable: "1.1.0"\nreleases:\n  "1.0.0":\n    state: published\n    yanked:\n      at: "2026-05-01T00:00:00Z"\n      reason: It leaks.\n',
      ).replace('revision: 1', 'revision: 2'),
    },
    allowed: [ADMIN, ...PUBLISHERS, MAINTAINER],
  },
  {
    name: 'edit a text',
    puts: { [`${PARSER}/README.md`]: '# Parser\n\nIt parses.\n' },
    allowed: [ADMIN, ...PUBLISHERS, MAINTAINER],
  },
  {
    name: 'add a draft',
    puts: {
      [releasePath('org.acme/blueprint', '0.1.0')]: { release: ['org.acme/blueprint', '0.1.0'] },
      [`${artifactFolder('org.acme/blueprint')}/artifact.yaml`]: stateText(
        'org.acme/blueprint',
        'releases:\n  "0.1.0":\n    state: draft\n',
      ),
    },
    allowed: [ADMIN, ...PUBLISHERS, MAINTAINER, CONTRIBUTOR],
  },
];
const ACTORS = [ADMIN, ...PUBLISHERS, WEAVERS, MAINTAINER, CONTRIBUTOR, STRANGER];

const acts = fc.subarray([...ACTS], { minLength: 1, maxLength: 3 });
const actor = fc.constantFrom(...ACTORS);
const repository = createChangeRepository();

/** The same control, and much beside it: other names, other branches, a dirty working tree. */
function crowded(): ChangeRepository {
  const other = createChangeRepository({
    ...changeRegistry(),
    ...(namespace('org.initech') as Record<string, string>),
    ...(release('org.initech/stapler', '1.0.0') as Record<string, string>),
    ...(release('org.globex/loom', '3.0.0') as Record<string, string>),
    'docs/more.md': '# More\n',
  });
  other.git('branch', 'evil', other.change({ 'registry.yaml': { replace: ['id: 1\n', 'id: 99\n'] } }));
  other.write({ 'registry.yaml': 'nonsense', 'namespaces/org/acme/namespace.yaml': 'nonsense' });
  return other;
}
const crowd = crowded();

async function judge(where: ChangeRepository, chosen: readonly Act[], author: number, isSplit = false) {
  let head = where.base;
  const steps = isSplit
    ? chosen.map(({ puts }) => puts)
    : [Object.assign({}, ...chosen.map(({ puts }) => puts)) as Puts];
  for (const puts of steps) head = where.change(puts, head);
  const outcome = await runCi(where.folder, {}, pullRequestEvent(where.base, head, { author }));
  return { verdict: outcome.verdict, findings: findingsOf(outcome) };
}

describe('the verdict on a change', () => {
  it('is that of the table of roles: whoever brings it may do all of it, or it is refused (O01, invariant 7)', async () => {
    await fc.assert(
      fc.asyncProperty(acts, actor, async (chosen, author) => {
        const isAllowed = chosen.every(({ allowed }) => allowed.includes(author));
        const { verdict, findings } = await judge(repository, chosen, author);
        expect([verdict, findings.map(([code]) => code)]).toEqual(
          isAllowed ? ['pass', []] : ['findings', expect.arrayContaining(['HYPER_OWNER_REFUSED'])],
        );
      }),
      { numRuns: 30, seed: 5 },
    );
  });

  it('depends on the control of the merge base and on the change, and on nothing else (invariant 2)', async () => {
    await fc.assert(
      fc.asyncProperty(acts, actor, fc.boolean(), async (chosen, author, isSplit) => {
        const alone = await judge(repository, chosen, author);
        expect(await judge(crowd, chosen, author, isSplit)).toEqual(alone);
      }),
      { numRuns: 15, seed: 6 },
    );
  });

  it('changes with the control of the merge base alone', async () => {
    const [publish] = ACTS;
    const granted = createChangeRepository({
      ...changeRegistry(),
      'registry.yaml': (changeRegistry()['registry.yaml'] ?? '').replace('id: 1\n', `id: ${STRANGER}\n`),
    });
    expect((await judge(repository, [publish!], STRANGER)).verdict).toBe('findings');
    expect((await judge(granted, [publish!], STRANGER)).verdict).toBe('pass');
    expect((await judge(granted, [publish!], ADMIN)).verdict).toBe('findings');
  });
});
