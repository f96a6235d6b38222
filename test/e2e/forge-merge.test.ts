import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { releasePath, releaseText } from '../build/manifests.ts';
import { bareGit } from '../github/git-server.ts';
import { branchCommit } from '../github/pull-refs.ts';
import type { ForgeWorld } from '../github/forge-world.ts';
import type { FakePull } from '../github/state.ts';
import { isOpen, openStories } from '../github/stories.ts';

const stories = await openStories();
const { world, keeper, nextRelease, brokenRelease, judgeAndTell, checkOf, moveHead } = stories;

beforeEach(() => {
  world.github.faults = [];
  world.github.requests.length = 0;
});

afterAll(() => world.close());

describe('merging by rules', () => {
  async function ready(more: Parameters<ForgeWorld['propose']>[2] = {}, author = 2): Promise<FakePull> {
    const pull = world.propose(world.person(author), nextRelease(), more);
    await judgeAndTell(pull);
    return pull;
  }
  const approve = (pull: FakePull, id: number, login?: string): void => {
    world.github.review(world.repository, pull, world.person(id, login), 'APPROVED');
  };

  it('an approved release goes in as the commit that was judged, and the site is started', async () => {
    const pull = await ready();
    approve(pull, 4);
    const { merged, reasons } = await keeper.merge();
    expect(reasons).toEqual([]);
    expect(branchCommit(world.repository, 'main')).toBe(merged);
    expect(world.repository.dispatches.at(-1)).toMatchObject({ workflow: 'publish.yml', branch: 'main' });
    expect((await keeper.merge()).reasons).toEqual(['there is no open pull request with this head']);
  });

  it('force-push after approval: the approval was of another commit (C11)', async () => {
    const pull = await ready();
    approve(pull, 4);
    moveHead(pull, nextRelease(), 978_307_200);
    await judgeAndTell(pull);
    expect(await keeper.merge()).toMatchObject({ merged: null, reasons: ['1 more approval of this commit'] });
    expect(isOpen(pull)).toBe(true);
  });

  it('an author is no reviewer of their own (C17)', async () => {
    const pull = await ready();
    approve(pull, 2);
    expect((await keeper.merge()).merged).toBeNull();
  });

  it('a bot is no reviewer (C17)', async () => {
    const pull = await ready();
    world.github.review(world.repository, pull, { id: 4, login: 'robot[bot]', type: 'Bot' }, 'APPROVED');
    expect((await keeper.merge()).merged).toBeNull();
  });

  it('one person counts once, by number, whatever the login says (C17)', async () => {
    const pull = await ready();
    approve(pull, 4);
    world.github.review(world.repository, pull, { id: 4, login: 'renamed', type: 'User' }, 'APPROVED');
    expect((await keeper.merge({ approvals: 2 })).merged).toBeNull();
    approve(pull, 4);
    approve(pull, 5);
    expect((await keeper.merge({ approvals: 2 })).merged).not.toBeNull();
  });

  it('an approval of somebody who may only read does not count', async () => {
    const pull = await ready();
    world.github.review(world.repository, pull, world.github.account('passer-by'), 'APPROVED');
    expect((await keeper.merge()).merged).toBeNull();
  });

  it('an approval that was given in a fork, to the same commit, does not count (O12)', async () => {
    const pull = await ready();
    const fork = pull.head.repository;
    const twin = world.github.openPull({
      repository: fork,
      source: fork,
      branch: pull.head.branch,
      author: pull.author,
    });
    expect(twin.headCommit).toBe(pull.headCommit);
    world.github.review(fork, twin, world.person(4), 'APPROVED');
    expect(await keeper.merge()).toMatchObject({ merged: null, reasons: ['1 more approval of this commit'] });
    approve(pull, 4);
    expect((await keeper.merge()).merged).not.toBeNull();
  });

  it('an approval that was withdrawn does not count', async () => {
    const pull = await ready();
    approve(pull, 4);
    world.github.review(world.repository, pull, world.person(4), 'CHANGES_REQUESTED');
    expect((await keeper.merge()).merged).toBeNull();
  });

  it('a label holds it, a draft waits', async () => {
    const pull = await ready();
    approve(pull, 4);
    pull.labels.push('hold');
    expect((await keeper.merge()).reasons).toEqual(['it has the label "hold"']);
    pull.labels = [];
    pull.isDraft = true;
    expect((await keeper.merge()).reasons).toEqual(['it is a draft']);
    pull.isDraft = false;
    expect((await keeper.merge()).merged).not.toBeNull();
  });

  it('a change of another kind waits for a person', async () => {
    const pull = world.propose(world.person(2), { 'namespaces/org/acme/parser/README.md': '# New words\n' });
    await judgeAndTell(pull);
    approve(pull, 4);
    expect((await keeper.merge({ approvals: 0 })).merged).toBeNull();
  });

  it('a head that is swapped between check and merge is not merged (C12)', async () => {
    const pull = await ready();
    approve(pull, 4);
    const before = branchCommit(world.repository, 'main');
    world.github.faults = [
      {
        match: /^PUT .*merge$/u,
        kind: 'error',
        times: 1,
        before: () => {
          moveHead(pull, nextRelease());
        },
      },
    ];
    expect((await keeper.merge()).merged).toBeNull();
    expect(branchCommit(world.repository, 'main')).toBe(before);
    expect(isOpen(pull)).toBe(true);
  });

  it('what the rules of the branch forbid is left to a person', async () => {
    const pull = await ready();
    approve(pull, 4);
    world.repository.protection = { requiredChecks: ['validate'], requiredApprovals: 0 };
    expect((await keeper.merge()).reasons.join(' ')).toContain('the forge does not merge it now');
    world.repository.protection = undefined;
  });

  it('a merge whose answer was lost is not done twice', async () => {
    const pull = await ready();
    approve(pull, 4);
    world.github.faults = [{ match: /^PUT .*merge$/u, kind: 'error-after-work', times: 1 }];
    const { merged } = await keeper.merge();
    world.github.faults = [];
    expect(pull.mergedCommit).not.toBeNull();
    expect([merged, null]).toContain(merged);
    expect(
      bareGit(world.repository.folder, ['rev-list', '--count', `${pull.mergedCommit ?? ''}^..main`]),
    ).toBe('1');
  });

  it('a refused change is never merged, whoever approves it', async () => {
    const pull = world.propose(world.person(2), brokenRelease());
    await judgeAndTell(pull);
    for (const id of [4, 5]) approve(pull, id);
    expect((await keeper.merge()).reasons).toContain('the gate did not pass it');
  });

  it('two green pull requests that break together: the second is judged again after the first (C13)', async () => {
    const version = stories.nextVersion();
    const path = releasePath('org.acme/parser', version);
    const first = world.propose(world.person(2), { [path]: releaseText('org.acme/parser', version) });
    const second = world.propose(world.person(5), {
      [path]: releaseText('org.acme/parser', version).replace('A service', 'Another service'),
    });
    await judgeAndTell(first);
    await judgeAndTell(second);
    expect([checkOf(first), checkOf(second)].map((check) => check?.conclusion)).toEqual([
      'success',
      'success',
    ]);
    approve(first, 4);
    await keeper.judge(first);
    expect((await keeper.merge()).merged).not.toBeNull();
    await keeper.judge(second);
    approve(second, 4);
    expect((await keeper.merge()).merged).toBeNull();
    expect(isOpen(second)).toBe(true);
  });
});

describe('a command in a comment', () => {
  async function commanded(
    words: (pull: FakePull) => string,
    author: number,
    change: (pull: FakePull) => void = () => undefined,
    action: 'created' | 'edited' = 'created',
  ): Promise<{ pull: FakePull; merged: string | null; reasons: readonly string[] }> {
    const pull = world.propose(world.person(2), nextRelease());
    const comment = world.github.addComment(world.repository, pull.number, world.person(author), words(pull));
    keeper.useComment(comment, action);
    change(pull);
    const judged = await keeper.judgeEvent();
    expect(judged).toBeDefined();
    return { pull, ...(await keeper.merge()) };
  }
  const full = (pull: FakePull): string => `/hyper merge ${pull.headCommit}`;

  it('of a maintainer who names the commit merges it (C10)', async () => {
    const { pull, merged } = await commanded(full, 4);
    expect(merged).not.toBeNull();
    expect(pull.mergedCommit).toBe(merged);
  });

  it('of a stranger does nothing (C10)', async () => {
    const { pull, reasons } = await commanded(full, 99);
    expect(reasons.join(' ')).toContain('may not merge here');
    expect(isOpen(pull)).toBe(true);
  });

  it('of a maintainer who is none any more does nothing (C10)', async () => {
    world.repository.permissions.set(98, 'write');
    const { reasons } = await commanded(full, 98, () => world.repository.permissions.delete(98));
    expect(reasons.join(' ')).toContain('may not merge here');
  });

  it('of a login that somebody else took over does nothing (C10, O07)', async () => {
    world.repository.permissions.set(97, 'admin');
    const { reasons } = await commanded(full, 97, () => {
      world.person(97).login = 'gone';
      world.github.accounts.push({ id: 96, login: 'user-97', type: 'User' });
    });
    expect(reasons.join(' ')).toContain('may not merge here');
  });

  it('without the commit, or with another, does nothing (C10)', async () => {
    for (const words of [
      () => '/hyper merge',
      () => `/hyper merge ${'0'.repeat(40)}`,
      (pull: FakePull) => `please /hyper merge ${pull.headCommit}`,
    ]) {
      const { merged, pull } = await commanded(words, 4);
      expect(merged).toBeNull();
      expect(isOpen(pull)).toBe(true);
    }
  });

  it('before a push does not merge what was pushed (C10)', async () => {
    const { reasons, pull } = await commanded(full, 4, (each) => {
      moveHead(each, nextRelease());
    });
    expect(reasons.join(' ')).toContain('the command names');
    expect(isOpen(pull)).toBe(true);
  });

  it('that was edited does nothing (C10)', async () => {
    const edited = await commanded(full, 4, () => undefined, 'edited');
    expect(edited.reasons).toEqual(['the comment was edited; a command is a new comment']);
    const later = await commanded(full, 4, (pull) => {
      const comment = world.repository.comments.findLast(({ issue }) => issue === pull.number);
      if (comment !== undefined) comment.body = 'something else';
    });
    expect(later.reasons).toEqual(['the comment is not what it was']);
  });
});
