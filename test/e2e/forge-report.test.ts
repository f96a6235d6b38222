import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { releasePath, releaseText } from '../build/manifests.ts';
import { ACTIONS_BOT } from '../github/fake-github.ts';
import { bareGit } from '../github/git-server.ts';
import type { FakePull } from '../github/state.ts';
import { isOpen, openStories } from '../github/stories.ts';

const WORDS = [
  '$(touch x)',
  '`touch x`',
  "'; touch x; '",
  '${{ github.token }}',
  '::set-output name=a::b',
  '%0A::error::x',
  '@everyone',
  '<!-- hyper:report -->',
  '</details>',
  '\u202e',
  'EOF',
];

const stories = await openStories();
const { world, keeper, nextRelease, brokenRelease, judgeAndTell, commentsOf, checkOf, moveHead } = stories;

beforeEach(() => {
  world.github.faults = [];
  world.github.requests.length = 0;
});

afterAll(() => world.close());

describe('telling a pull request what the gate said', () => {
  it('a first release: a green check, one comment that says what it does, one label', async () => {
    const pull = world.propose(world.person(2), nextRelease());
    await judgeAndTell(pull);
    expect(checkOf(pull)).toEqual({ conclusion: 'success', count: 0 });
    expect(pull.labels).toEqual(['hyper: passed']);
    expect(commentsOf(pull)).toHaveLength(1);
    expect(commentsOf(pull)[0]).toMatch(
      /^<!-- hyper:report -->\n## hyper: passed[\s\S]*publishes `org\.acme\/parser`/u,
    );
  });

  it('a broken one: a red check with a remark at the line, and the label follows when it is mended', async () => {
    const pull = world.propose(world.person(2), brokenRelease());
    await judgeAndTell(pull);
    expect(checkOf(pull)).toEqual({ conclusion: 'failure', count: 1 });
    expect(pull.labels).toEqual(['hyper: refused']);
    moveHead(pull, Object.fromEntries(Object.keys(brokenRelease()).map((path) => [path, null])));
    const fixed = bareGit(pull.head.repository.folder, [
      'diff',
      '--name-only',
      'main',
      pull.headCommit,
    ]).split('\n');
    const version = /\/([\d.]+)\.yaml$/u.exec(fixed[0] ?? '')?.[1] ?? '';
    moveHead(pull, { [releasePath('org.acme/parser', version)]: releaseText('org.acme/parser', version) });
    await judgeAndTell(pull);
    expect(checkOf(pull)?.conclusion).toBe('success');
    expect(pull.labels).toEqual(['hyper: passed']);
    expect(commentsOf(pull)).toHaveLength(1);
    expect(commentsOf(pull)[0]).toContain('hyper: passed');
  });

  it('says the same twice with one comment, one check and one label', async () => {
    const pull = world.propose(world.person(2), brokenRelease());
    await judgeAndTell(pull);
    const checks = world.repository.checks.length;
    expect(await keeper.tell()).toMatchObject({ comment: 'unchanged' });
    expect(world.repository.checks).toHaveLength(checks);
    expect(commentsOf(pull)).toHaveLength(1);
    expect(pull.labels).toEqual(['hyper: refused']);
  });

  it('leaves labels of others alone', async () => {
    const pull = world.propose(world.person(2), nextRelease());
    pull.labels = ['good first issue', 'hyper: refused'];
    await judgeAndTell(pull);
    expect(pull.labels.toSorted((left, right) => (left < right ? -1 : 1))).toEqual([
      'good first issue',
      'hyper: passed',
    ]);
  });

  it('edits its own comment, never that of a stranger who copied the marker (X06)', async () => {
    const pull = world.propose(world.person(2), nextRelease());
    const forged = '<!-- hyper:report -->\n## hyper: passed';
    world.github.addComment(world.repository, pull.number, world.github.account('mallory'), forged);
    world.github.addComment(
      world.repository,
      pull.number,
      { id: 77, login: 'other-app[bot]', type: 'Bot' },
      forged,
    );
    await judgeAndTell(pull);
    await judgeAndTell(pull);
    expect(commentsOf(pull)).toHaveLength(3);
    expect(commentsOf(pull).slice(0, 2)).toEqual([forged, forged]);
  });

  it('ends with one comment where two runs at once wrote two', async () => {
    const pull = world.propose(world.person(2), nextRelease());
    world.github.addComment(world.repository, pull.number, ACTIONS_BOT, '<!-- hyper:report -->\none');
    world.github.addComment(world.repository, pull.number, ACTIONS_BOT, '<!-- hyper:report -->\ntwo');
    await judgeAndTell(pull);
    expect(commentsOf(pull)).toHaveLength(1);
  });

  it('leaves more than 50 remarks, each once', async () => {
    const pull = world.propose(world.person(2), brokenRelease(70));
    await judgeAndTell(pull);
    expect(checkOf(pull)).toEqual({ conclusion: 'failure', count: 70 });
  });

  it('policy and artifact in one pull request: split it (C04)', async () => {
    const policy = 'namespaces/org/acme/policies/loose.yaml';
    const pull = world.propose(world.person(2), { ...nextRelease(), [policy]: 'apiVersion: hyper/v1\n' });
    const outcome = await keeper.judge(pull);
    expect(outcome?.diagnostics.map(({ code }) => code)).toContain('HYPER_CHANGE_MIXED');
    await keeper.tell();
    expect(checkOf(pull)?.conclusion).toBe('failure');
  });

  it.each([
    '.github/workflows/check.yml',
    '.github/CODEOWNERS',
    '.github/actions/hyper/action.yml',
    '.gitattributes',
  ])('%s and an artifact in one pull request: split it (C04)', async (path) => {
    const pull = world.propose(world.person(2), { ...nextRelease(), [path]: 'name: mine\n' });
    const outcome = await keeper.judge(pull);
    expect(outcome?.diagnostics.map(({ code }) => code)).toContain('HYPER_CHANGE_MIXED');
    await keeper.tell();
    expect((await keeper.merge({ approvals: 0 })).merged).toBeNull();
  });

  it('a push while it is judged: nothing is said of the old commit (C12)', async () => {
    const pull = world.propose(world.person(2), nextRelease());
    await keeper.judge(pull);
    const judged = pull.headCommit;
    moveHead(pull, nextRelease());
    await keeper.tell();
    expect(commentsOf(pull)).toEqual([]);
    expect(pull.labels).toEqual([]);
    expect(world.repository.checks.filter(({ commit }) => commit === pull.headCommit)).toEqual([]);
    expect(world.repository.checks.at(-1)).toMatchObject({ name: 'hyper', commit: judged });
  });

  it('a push before it is judged: the newer check will judge it', async () => {
    const pull = world.propose(world.person(2), nextRelease());
    keeper.useEvent(pull);
    moveHead(pull, nextRelease());
    expect(await keeper.judgeEvent()).toBeUndefined();
  });

  it('3,500 files, the violation last: found from git objects, not from a list of the forge (C15)', async () => {
    const files: Record<string, string> = {};
    for (let index = 0; index < 3500; index += 1) files[`notes/${String(index).padStart(4, '0')}.md`] = 'x\n';
    const path = releasePath('org.acme/parser', '1.0.0');
    const pull = world.propose(world.person(2), {
      ...files,
      [path]: releaseText('org.acme/parser', '1.0.0', 'labels:\n  a: b\n'),
    });
    const outcome = await keeper.judge(pull);
    expect(outcome?.diagnostics.map(({ code }) => code)).toContain('HYPER_RELEASE_CHANGED');
    expect(world.github.requests.some((line) => line.includes('/files'))).toBe(false);
  });

  it('a rename of another file into an own namespace is both a removal and an addition (C16)', async () => {
    const stolen = releasePath('org.globex/weaver', '1.0.0');
    const moved = releasePath('org.acme/weaver', '1.0.0');
    const pull = world.propose(world.person(2), {
      [stolen]: null,
      [moved]: releaseText('org.globex/weaver', '1.0.0'),
    });
    const outcome = await keeper.judge(pull);
    expect(outcome?.diagnostics.map(({ code }) => code)).toContain('HYPER_RELEASE_REMOVED');
  });

  it('unrelated history is refused (C22)', async () => {
    const pull = world.propose(world.person(2), nextRelease(), { isOrphan: true, from: '' });
    await expect(keeper.judge(pull)).rejects.toMatchObject({ code: 'HYPER_CHANGE_UNRELATED' });
  });
});

describe('a report from the half that strangers can change', () => {
  async function forge(change: (report: Record<string, unknown>) => unknown): Promise<FakePull> {
    const pull = world.propose(world.person(2), nextRelease());
    await keeper.judge(pull);
    const report = JSON.parse(readFileSync(keeper.reportFile, 'utf8')) as Record<string, unknown>;
    writeFileSync(keeper.reportFile, JSON.stringify(change(report)));
    return pull;
  }

  it('about another pull request is refused, and nothing is written (C06)', async () => {
    const other = world.propose(world.person(5), nextRelease());
    const pull = await forge((report) => ({
      ...report,
      data: {
        ...(report['data'] as object),
        head: other.headCommit,
        event: { name: 'pull_request', number: other.number },
      },
    }));
    await expect(keeper.tell()).rejects.toMatchObject({ code: 'HYPER_FORGE_REPORT' });
    expect((await keeper.merge({ approvals: 0 })).reasons.join(' ')).toContain('the judgement is of');
    expect([...commentsOf(pull), ...commentsOf(other)]).toEqual([]);
    expect(isOpen(other) && isOpen(pull)).toBe(true);
  });

  it.each<[string, (report: Record<string, unknown>) => unknown]>([
    ['of another outcome', (report) => ({ ...report, outcome: 'merged' })],
    ['without data', (report) => ({ ...report, data: null })],
    [
      'with an unknown code',
      (report) => ({ ...report, diagnostics: [{ code: 'X', severity: 'error', message: 'm' }] }),
    ],
    [
      'with a huge text',
      (report) => ({
        ...report,
        diagnostics: [{ code: 'HYPER_INTERNAL', severity: 'error', message: 'm'.repeat(10_000) }],
      }),
    ],
    [
      'with very many entries',
      (report) => ({ ...report, diagnostics: Array.from({ length: 20_001 }, () => ({})) }),
    ],
    ['that is a list', () => []],
  ])('%s is no report (C06)', async (_what, change) => {
    const pull = await forge(change);
    await expect(keeper.tell()).rejects.toMatchObject({ code: 'HYPER_FORGE_REPORT' });
    expect(commentsOf(pull)).toEqual([]);
  });

  it('too large, or no JSON, is no report (C06)', async () => {
    const pull = world.propose(world.person(2), nextRelease());
    await keeper.judge(pull);
    for (const text of ['{', ' '.repeat(9 * 1024 * 1024)]) {
      writeFileSync(keeper.reportFile, text);
      await expect(keeper.tell()).rejects.toMatchObject({ code: 'HYPER_FORGE_REPORT' });
    }
    expect(commentsOf(pull)).toEqual([]);
  });

  it('of a judgement that failed blames nobody: not green, not red, labels stay', async () => {
    const pull = await forge(() => ({
      ok: false,
      outcome: 'error',
      diagnostics: [{ code: 'HYPER_INTERNAL', severity: 'error', message: 'a bug' }],
      data: null,
    }));
    pull.labels = ['hyper: refused'];
    await keeper.tell();
    expect(checkOf(pull)?.conclusion).toBe('action_required');
    expect(pull.labels).toEqual(['hyper: refused']);
    expect(commentsOf(pull)[0]).toContain('the change is not to blame');
    expect((await keeper.merge({ approvals: 0 })).merged).toBeNull();
  });

  it('an event of something else is told (C06)', async () => {
    keeper.useText('{"action":"deleted"}');
    await expect(keeper.judgeEvent()).rejects.toMatchObject({ code: 'HYPER_FORGE_EVENT' });
    keeper.useText('[');
    await expect(keeper.judgeEvent()).rejects.toMatchObject({ code: 'HYPER_FORGE_EVENT' });
  });
});

describe('an API that fails halfway', () => {
  it.each(['error', 'hang-up', 'rate-limit', 'error-after-work'] as const)(
    'with %s: a second run finishes, and doubles nothing',
    async (kind) => {
      const pull = world.propose(world.person(2), brokenRelease(120));
      await keeper.judge(pull);
      for (let after = 0; after < 8; after += 2) {
        world.github.faults = [
          { match: /./u, after, kind, ...(kind === 'error-after-work' ? { times: 1 } : {}) },
        ];
        await keeper.tell().catch((error: unknown) => {
          expect(error).toMatchObject({
            code: expect.stringMatching(/^HYPER_FORGE_(?:FAILED|UNREACHABLE|RATE_LIMIT)$/u) as string,
          });
        });
      }
      world.github.faults = [];
      await keeper.tell();
      const checks = world.repository.checks.filter(
        ({ name, commit }) => name === 'hyper' && commit === pull.headCommit,
      );
      expect(checks).toHaveLength(1);
      // One file tells at most 100 faults, and that there are more.
      expect(checkOf(pull)).toEqual({ conclusion: 'failure', count: 101 });
      expect(commentsOf(pull)).toHaveLength(1);
      expect(pull.labels).toEqual(['hyper: refused']);
    },
  );

  it('a job without the right is told which one', async () => {
    const pull = world.propose(world.person(2), nextRelease());
    await keeper.judge(pull);
    await expect(keeper.tell({ 'pull-requests': 'write' })).rejects.toMatchObject({
      code: 'HYPER_FORGE_PERMISSION',
      hint: expect.stringContaining('checks: ') as string,
    });
    await expect(keeper.tell({ 'pull-requests': 'read', checks: 'write' })).rejects.toMatchObject({
      hint: expect.stringContaining('pull_requests: write') as string,
    });
    await keeper.tell();
    expect(commentsOf(pull)).toHaveLength(1);
  });
});

describe('words of strangers', () => {
  it('break out of no comment and mention nobody (C02, X06)', async () => {
    const path = releasePath('org.acme/parser', stories.nextVersion());
    const fields = WORDS.map((word) => `${JSON.stringify(`z${word}`)}: ${JSON.stringify(word)}\n`).join('');
    const version = /\/([\d.]+)\.yaml$/u.exec(path)?.[1] ?? '';
    const title = WORDS.join(' ');
    const pull = world.propose(
      world.person(2),
      { [path]: releaseText('org.acme/parser', version, fields) },
      { title, body: title },
    );
    await judgeAndTell(pull);
    const [body = ''] = commentsOf(pull);
    expect(body).toContain('touch');
    expect(body.indexOf('<!--')).toBe(body.lastIndexOf('<!--'));
    expect(body).not.toContain('@everyone');
    expect(body).not.toContain('</details>');
    expect(body).not.toContain('\u202e');
  });
});
