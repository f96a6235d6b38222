import { describe, expect, it } from 'vitest';
import { approval, createChangeRepository, pullRequestEvent } from '../build/change-repository.ts';
import { runCi } from '../build/run-ci.ts';

// Of org.acme account 2 is a publisher, and so is 5; 3 is a stranger there.
const repository = createChangeRepository();
const { base } = repository;
const head = repository.change({
  'namespaces/org/acme/parser/1.2.0.yaml': { release: ['org.acme/parser', '1.2.0'] },
});

async function codesOf(more: Parameters<typeof pullRequestEvent>[2]): Promise<string[]> {
  const { diagnostics } = await runCi(repository.folder, {}, pullRequestEvent(base, head, more));
  return diagnostics.map(({ code }) => code);
}

describe('who brings a change', () => {
  it('is everybody who pushed to it as far as the event tells: each must be allowed to (O01)', async () => {
    expect(await codesOf({ author: 2 })).toEqual([]);
    expect(await codesOf({ author: 2, sender: 5 })).toEqual([]);
    expect(await codesOf({ author: 2, sender: 3 })).toEqual(['HYPER_OWNER_REFUSED']);
    expect(await codesOf({ author: 3, sender: 2 })).toEqual(['HYPER_OWNER_REFUSED']);
  });

  it('does not approve it, whoever else pushed (C17)', async () => {
    const reviews = [approval(2, head)];
    expect(await codesOf({ author: 2, sender: 3, reviews })).toEqual(['HYPER_OWNER_REFUSED']);
    expect(await codesOf({ author: 2, sender: 3, reviews: [approval(5, head)] })).toEqual([]);
  });
});

describe('an approval of a change that a stranger brings', () => {
  it.each<[string, readonly unknown[]]>([
    ['was given', [approval(2, head)]],
    ['was given again after a refusal', [approval(2, head, 'CHANGES_REQUESTED'), approval(2, head)]],
    ['was given before a remark', [approval(2, head), approval(2, head, 'COMMENTED')]],
    ['was given, and another refused', [approval(2, head), approval(5, head, 'CHANGES_REQUESTED')]],
  ])('counts where it %s', async (_what, reviews) => {
    expect(await codesOf({ author: 3, reviews })).toEqual([]);
  });

  it.each<[string, readonly unknown[]]>([
    ['is of another commit (C11)', [approval(2, base)]],
    ['was followed by one of another commit (C11)', [approval(2, head), approval(2, base)]],
    ['is of a bot (C17)', [approval(2, head, 'APPROVED', 'Bot')]],
    ['was taken back', [approval(2, head), approval(2, head, 'CHANGES_REQUESTED')]],
    ['was dismissed', [approval(2, head, 'DISMISSED')]],
    ['is a remark', [approval(2, head, 'COMMENTED')]],
    ['is a word that nobody knows', [approval(2, head, 'APPROVED_MAYBE')]],
    ['is of somebody who may not', [approval(6, head)]],
  ])('does not count where it %s', async (_what, reviews) => {
    expect(await codesOf({ author: 3, reviews })).toEqual(['HYPER_OWNER_REFUSED']);
  });
});
