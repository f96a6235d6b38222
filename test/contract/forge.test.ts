import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Annotation, Forge } from '../../src/lifecycle/index.ts';
import { FORGE_KINDS } from './open-forges.ts';
import type { ForgeFixture } from './open-forges.ts';

function annotations(count: number): Annotation[] {
  return Array.from({ length: count }, (_each, index) => ({
    path: 'registry.yaml',
    startLine: index + 1,
    endLine: index + 1,
    level: 'failure' as const,
    title: 'HYPER_FIELD_UNKNOWN',
    message: `number ${String(index)}`,
  }));
}

const MERGE = { method: 'squash', title: 'Publish', message: 'Body' } as const;

describe.each(FORGE_KINDS)('$name', (kind) => {
  let fixture: ForgeFixture;
  let forge: Forge;
  beforeAll(async () => {
    fixture = await kind.open();
    forge = fixture.forge;
  });
  afterAll(() => fixture.close());

  it('shows a pull request with its author, head and base', async () => {
    const { number, commit } = fixture.propose('shown');
    const pull = await forge.readPullRequest(number);
    expect(pull).toMatchObject({
      number,
      state: 'open',
      isDraft: false,
      title: 'T',
      body: 'B',
      author: { login: 'carol', isBot: false },
      headCommit: commit,
      headBranch: 'shown',
      headRepository: 'acme/registry',
      baseBranch: 'main',
      labels: [],
    });
    expect(pull.baseCommit).toMatch(/^[0-9a-f]{40}$/u);
    expect((await forge.listPullRequests('acme:shown')).map((each) => each.number)).toEqual([number]);
    expect((await forge.pullRequestsOf(commit)).map((each) => each.number)).toEqual([number]);
    expect(await forge.listPullRequests('acme:other')).toEqual([]);
  });

  it('says which pull request there is none of', async () => {
    await expect(forge.readPullRequest(999)).rejects.toMatchObject({ code: 'HYPER_FORGE_NOT_FOUND' });
  });

  it('opens a pull request once, and changes its words when it is opened again', async () => {
    const { number } = fixture.propose('once');
    const wanted = { head: 'once', base: 'main', title: 'Publish x', body: 'What it does' };
    expect((await forge.openPullRequest(wanted)).number).toBe(number);
    expect(await forge.openPullRequest(wanted)).toMatchObject({
      number,
      title: 'Publish x',
      body: 'What it does',
    });
  });

  it('lists reviews with the commit that was looked at', async () => {
    const { number, commit } = fixture.propose('reviewed');
    fixture.approve(number, 'dana');
    const later = fixture.pushAgain(number);
    fixture.approve(number, 'erin');
    expect(await forge.listReviews(number)).toMatchObject([
      { reviewer: { login: 'dana' }, verdict: 'approved', commit },
      { reviewer: { login: 'erin' }, verdict: 'approved', commit: later },
    ]);
  });

  it('tells what somebody may do by id: a login that went to somebody else gives nothing (O07)', async () => {
    const dana = fixture.member('dana', 'maintain');
    expect(await forge.permissionOf(dana)).toBe('maintain');
    fixture.passOn('dana');
    expect(await forge.permissionOf(dana)).toBe('none');
    expect(await forge.permissionOf({ id: 1, login: 'nobody-at-all', isBot: false })).toBe('none');
  });

  it('lists the members of a team by its id', async () => {
    const team = fixture.team(['zoe', 'adam']);
    const members = await forge.teamMembers('acme', team);
    expect(new Set(members.map(({ login }) => login))).toEqual(new Set(['adam', 'zoe']));
    const ids = members.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((left, right) => left - right));
    await expect(forge.teamMembers('acme', 1)).rejects.toMatchObject({ code: 'HYPER_FORGE_NOT_FOUND' });
  });

  it('adds a comment once, edits it, and tells it from those of strangers', async () => {
    const { number } = fixture.propose('commented');
    fixture.comment(number, 'mallory', 'ours');
    await forge.addComment(number, 'ours');
    await forge.addComment(number, 'ours');
    const all = await forge.listComments(number);
    expect(all.map(({ isOwn, body }) => [isOwn, body])).toEqual([
      [false, 'ours'],
      [true, 'ours'],
    ]);
    expect(all[1]?.author.id).toBe(fixture.own);
    await forge.editComment(all[1]!.id, 'new words');
    expect((await forge.listComments(number))[1]?.body).toBe('new words');
    await forge.removeComment(all[1]!.id);
    await forge.removeComment(all[1]!.id);
    expect((await forge.listComments(number)).map(({ isOwn }) => isOwn)).toEqual([false]);
    await expect(forge.editComment(all[1]!.id, 'x')).rejects.toMatchObject({ code: 'HYPER_FORGE_NOT_FOUND' });
  });

  it('adds labels once and takes them away, also those that are not there', async () => {
    const { number } = fixture.propose('labelled');
    await forge.addLabels(number, ['b', 'a']);
    await forge.addLabels(number, ['a']);
    await forge.addLabels(number, []);
    expect((await forge.readPullRequest(number)).labels).toEqual(['a', 'b']);
    await forge.removeLabel(number, 'b');
    await forge.removeLabel(number, 'never there');
    expect((await forge.readPullRequest(number)).labels).toEqual(['a']);
  });

  it.each([0, 50, 51, 120])('leaves a check with %i annotations, once', async (count) => {
    const { commit } = fixture.propose(`checked-${String(count)}`);
    const check = {
      name: 'hyper',
      commit,
      conclusion: 'failure' as const,
      externalId: 'r:1',
      title: 'findings',
      summary: 'Some.',
      annotations: annotations(count),
    };
    await forge.writeCheck(check);
    await forge.writeCheck(check);
    const records = await forge.listChecks(commit, 'hyper');
    expect(records).toMatchObject([
      {
        name: 'hyper',
        commit,
        conclusion: 'failure',
        externalId: 'r:1',
        program: forge.program,
        annotations: count,
      },
    ]);
    expect(fixture.annotationsOf(records[0]!.id)).toEqual(check.annotations);
    await forge.writeCheck({ ...check, conclusion: 'success', annotations: [] });
    expect((await forge.listChecks(commit, 'hyper')).map(({ conclusion }) => conclusion)).toEqual([
      'success',
      'failure',
    ]);
    expect(await forge.listChecks(commit, 'other')).toEqual([]);
  });

  it('merges the commit that was named and no other (C12)', async () => {
    const { number, commit } = fixture.propose('merged');
    const later = fixture.pushAgain(number);
    await expect(forge.mergePullRequest(number, commit, MERGE)).rejects.toMatchObject({
      code: 'HYPER_FORGE_HEAD_MOVED',
    });
    const merged = await forge.mergePullRequest(number, later, MERGE);
    expect(await forge.mergePullRequest(number, later, MERGE)).toBe(merged);
    expect((await forge.readPullRequest(number)).state).toBe('merged');
  });

  it('starts a workflow on a branch', async () => {
    await forge.startWorkflow('publish.yml', 'main');
    expect(fixture.started()).toContain('publish.yml@main');
  });
});
