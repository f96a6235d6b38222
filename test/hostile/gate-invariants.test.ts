import { describe, expect, it } from 'vitest';
import {
  approval,
  changeRegistry,
  createChangeRepository,
  pullRequestEvent,
} from '../build/change-repository.ts';
import type { Puts } from '../build/change-repository.ts';
import { namespaceText } from '../build/manifests.ts';
import { runCi } from '../build/run-ci.ts';

const PARSER = 'namespaces/org/acme/parser';
const ACME = 'namespaces/org/acme/namespace.yaml';
const repository = createChangeRepository();

function grant(user: number, role: string): string {
  return `revision: 2\naccess:\n  - principal:\n      githubUser:\n        id: ${user}\n    role: ${role}\n`;
}

/** What a stranger, account 3, may not do at the base. */
const REFUSED: readonly Puts[] = [
  { [`${PARSER}/1.2.0.yaml`]: { release: ['org.acme/parser', '1.2.0'] } },
  { [`${PARSER}/1.0.0.yaml`]: { replace: ['license: MIT', 'license: ISC'] } },
  { [`${PARSER}/1.1.0.yaml`]: null },
];

/** Control planes that would let them. */
const CONTROL: readonly Puts[] = [
  { [ACME]: namespaceText('org.acme', grant(3, 'publisher')) },
  { [ACME]: namespaceText('org.acme', grant(3, 'admin')) },
  { 'registry.yaml': { replace: ['id: 1\n', 'id: 3\n'] } },
  { '.github/CODEOWNERS': '* @user-3\n' },
];

describe('the base rule: only control of the merge base counts', () => {
  it('accepts nothing that was refused, whatever control the head brings along (invariant 2)', async () => {
    for (const puts of REFUSED) {
      for (const control of [{}, ...CONTROL]) {
        const head = repository.change({ ...puts, ...control });
        const { verdict } = await runCi(
          repository.folder,
          {},
          pullRequestEvent(repository.base, head, { author: 3 }),
        );
        expect(verdict).not.toBe('pass');
      }
    }
  });
});

describe('who brings a change', () => {
  it('is who the forge says, whatever name, address or trailer its commits claim (G16)', async () => {
    const claims = [
      'user-2@users.noreply.github.com',
      '2+user-2@users.noreply.github.com',
      'admin@example.com',
    ];
    for (const email of claims) {
      const head = repository.changeBy({ email }, REFUSED[0] ?? {});
      const event = pullRequestEvent(repository.base, head, { author: 3 });
      expect((await runCi(repository.folder, {}, event)).verdict).toBe('findings');
      expect((await runCi(repository.folder, { base: repository.base, head })).verdict).toBe('needs-human');
    }
  });
});

/** The same numbers for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe('immutability: whatever goes in, a release stays', () => {
  it('lets no sequence of accepted changes alter a published release (invariant 1)', async () => {
    const next = numbers(20_260_601);
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item;
    const one = createChangeRepository(changeRegistry());
    let tip = one.base;
    const published = new Map<string, string>();
    let accepted = 0;
    for (let step = 0; step < 20; step += 1) {
      const files = one.filesAt(tip);
      for (const [path, text] of files) if (/\/[0-9][^/]*\.yaml$/u.test(path)) published.set(path, text);
      const path = pick([...published.keys()]);
      const version = `1.${2 + Math.floor(next() * 6)}.0`;
      const fine: Puts = {
        [`${PARSER}/1.${10 + step}.0.yaml`]: { release: ['org.acme/parser', `1.${10 + step}.0`] },
      };
      const puts = pick<Puts>([
        fine,
        fine,
        { [`${PARSER}/1.${10 + step}.0.yaml`]: { release: ['org.acme/parser', `1.${10 + step}.0`] } },
        {
          [`${PARSER}/${version}.yaml`]: {
            release: ['org.acme/parser', version, `labels:\n  step: "${step}"\n`],
          },
        },
        { [path]: null },
        { [path]: `${published.get(path) ?? ''}# step ${step}\n` },
      ]);
      const head = one.change(puts, tip);
      const author = pick([1, 2, 5]);
      const reviews = [approval(1, head), approval(2, head), approval(5, head)];
      const { verdict } = await runCi(one.folder, {}, pullRequestEvent(tip, head, { author, reviews }));
      if (verdict !== 'pass') continue;
      accepted += 1;
      tip = head;
      for (const [known, text] of published) expect(one.filesAt(tip).get(known)).toBe(text);
    }
    expect(accepted).toBeGreaterThan(2);
  });
});
