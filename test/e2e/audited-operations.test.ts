import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../src/operations/table/operations-table.ts';
import { openTestRepository, testGitEnvironment } from '../build/git-repository.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { hyper } from './run-hyper.ts';
import type { HyperResult } from './run-hyper.ts';

const room = temporaryFolder();
const registry = join(room, 'registry');
const environment = {
  ...testGitEnvironment(),
  ...{ HOME: join(room, 'home'), HYPER_KEYS: join(room, 'keys'), HYPER_PASSPHRASE: 'four words that rhyme' },
};

type Step = readonly [command: string, ...acts: string[]];

const SIGNED = '--sign release --yes';
const ROOTED = '--sign root --yes';

/** Each command is committed; its acts are what its commit must be told as, and what its trailer must be borne out by. */
const WALK: readonly Step[] = [
  [`registry create plugin org.acme/p --content CONTENT ${SIGNED}`, 'create org.acme/p@0.1.0'],
  ['registry update org.acme/p@0.1.0 --description Ours.', 'update org.acme/p@0.1.0'],
  ['registry update org.acme/p --readme CONTENT', 'update namespaces/org/acme/p/README.md'],
  ['registry publish org.acme/p@0.1.0', 'publish org.acme/p@0.1.0'],
  [`registry create plugin org.acme/p@0.2.0 --publish --content CONTENT`, 'publish org.acme/p@0.2.0'],
  ['registry create service lib.tools/s --publish --description Runs.', 'publish lib.tools/s@0.1.0'],
  ['upgrade org.acme/p', 'upgrade org.acme/p'],
  ['registry update org.acme/p --notice Hear!', 'update org.acme/p'],
  ['registry update org.acme/p --notice=', 'update org.acme/p'],
  ['downgrade org.acme/p', 'downgrade org.acme/p'],
  ['version tag org.acme/p@0.1.0 lts', 'tag org.acme/p@0.1.0'],
  ['version tag org.acme/p lts --remove', 'tag org.acme/p'],
  ['version promote org.acme/p@0.2.0 --to stable', 'promote org.acme/p@0.2.0'],
  ['version yank org.acme/p@0.1.0 --reason Leaks.', 'yank org.acme/p@0.1.0'],
  ['version unyank org.acme/p@0.1.0', 'unyank org.acme/p@0.1.0'],
  ['registry unpublish org.acme/p@0.1.0 --reason Oops.', 'unpublish org.acme/p@0.1.0'],
  ['registry publish org.acme/p@0.1.0', 'publish org.acme/p@0.1.0'],
  ['registry deprecate org.acme/p@0.1.0 --reason Old.', 'deprecate org.acme/p@0.1.0'],
  ['registry archive org.acme/p@0.1.0 --reason Old.', 'archive org.acme/p@0.1.0'],
  ['registry restore org.acme/p@0.1.0', 'restore org.acme/p@0.1.0'],
  ['registry undeprecate org.acme/p@0.1.0', 'undeprecate org.acme/p@0.1.0'],
  [
    `registry delete org.acme/p@0.2.0 --reason Leaked. ${SIGNED}`,
    'delete org.acme/p@0.2.0',
    'promote org.acme/p',
  ],
  ['registry rename org.acme/p q', 'rename org.acme/p', 'publish org.acme/q@0.1.0'],
  [
    'registry transfer org.acme/q org.globex',
    'rename org.acme/p',
    'rename org.acme/q',
    'publish org.globex/q@0.1.0',
  ],
  ['namespace create org.acme.data', 'namespace.create org.acme.data'],
  ['namespace quota org.acme.data --artifacts 10', 'namespace.update org.acme.data'],
  [`namespace grant org.acme github:7 publisher ${ROOTED}`, 'namespace.grant org.acme'],
  ['namespace grant org.acme github:8 publisher --ends 2090-01-01', 'namespace.grant org.acme'],
  [
    'namespace grant org.acme github:8 publisher --ends 2091-01-01',
    'namespace.revoke org.acme',
    'namespace.grant org.acme',
  ],
  ['namespace revoke org.acme github:8', 'namespace.revoke org.acme'],
  ['namespace policy org.acme --remove no-secrets', 'policy.delete org.acme/policies/no-secrets'],
  ['namespace policy org.acme --add no-secrets', 'policy.create org.acme/policies/no-secrets'],
  ['namespace policy org.acme.data --override no-prerelease=mandatory', 'namespace.update org.acme.data'],
  ['namespace delete org.acme.data', 'namespace.delete org.acme.data'],
  [
    'namespace create user.ada@example.com --owner ada',
    'namespace.create user.ada@example.com',
    'policy.create user.ada@example.com/policies/no-secrets',
  ],
  [
    'registry create service user.ada@example.com/s --publish --description Runs.',
    'publish user.ada@example.com/s@0.1.0',
  ],
  [
    'registry update user.ada@example.com/s --changelog CONTENT',
    'update namespaces/user/ada@example.com/s/CHANGELOG.md',
  ],
  [`migrate --fan-out-from 1 ${ROOTED}`, 'migrate registry.yaml'],
  ['lint --fix', 'update lib.tools/s@0.2.0'],
  ['registry update lib.tools/s --readme CONTENT', 'update namespaces/lib/tools/s/README.md'],
  ['migrate --to 1', 'migrate registry.yaml'],
  ['sync UPSTREAM . --namespace lib', 'publish lib.tools/t@1.0.0'],
];

const content = join(room, 'content.md');
const upstream = join(room, 'upstream');
const inRegistry = (words: string, cwd = registry): HyperResult =>
  hyper(
    words.split(' ').map((word) => (word === 'CONTENT' ? content : word === 'UPSTREAM' ? upstream : word)),
    { cwd, env: environment },
  );

function run(words: string, cwd?: string): void {
  expect(inRegistry(`${words} --quiet`, cwd), words).toMatchObject({ status: 0 });
}

interface Event {
  readonly operation: string;
  readonly target: string;
  readonly commit: string;
  readonly isStated: boolean | null;
  readonly actor: { readonly name: string; readonly email: string };
}

function audited(...words: string[]): { diagnostics: unknown[]; events: Event[]; status: number | null } {
  const { status, stdout } = inRegistry(['audit', ...words, '--json'].join(' '));
  const { diagnostics, data } = JSON.parse(stdout) as { diagnostics: unknown[]; data: { events: Event[] } };
  return { status, diagnostics, events: data.events };
}

describe('every operation that is committed', () => {
  const commits: string[] = [];
  const git = (...words: string[]): string => openTestRepository(registry).git(...words);
  const commit = (message: string): void => {
    git('add', '-A');
    git('commit', '-q', '-m', message);
  };

  beforeAll(() => {
    mkdirSync(join(room, 'home'));
    writeFileSync(content, '# Words\n');
    for (const key of ['root', 'other', 'release', 'online']) run(`key generate ${key}`, room);
    run('init registry --namespaces org.acme,org.globex,lib.tools --commit', room);
    run('trust init --key root --online online');
    commit('Trust');
    run('sign --all --key root --yes');
    run('sign trust/root.yaml registry.yaml --key root --yes');
    commit('Sign');
    run('trust rotate --add other --threshold 1');
    run('sign trust/root.yaml --key root --yes');
    commit('Rotate the root');
    run('key rotate org.acme --new release');
    commit('Signers of their own\n\nHyper-Operation: key.rotate\nHyper-Target: org.acme');
    run('key rotate registry --new other');
    commit('Another online key\n\nHyper-Operation: key.rotate\nHyper-Target: registry');
    run('sign --all org.acme --key release --yes');
    run('attest --all org.acme --key other --yes');
    commit('Sign what is below\n\nHyper-Operation: sign');
    for (const [command] of WALK) {
      if (command.startsWith('lint')) {
        run('registry create service lib.tools/s@0.2.0 --commit');
        const path = git('ls-files', '*lib/tools/*/s/0.2.0.yaml');
        const untidy = git('show', `HEAD:${path}`).replace('labels:', 'labels:   ').replace(/$/u, '\n\n\n');
        writeFileSync(join(registry, path), untidy);
        commit('Untidy');
      }
      if (command.startsWith('sync')) {
        git('clone', '-q', registry, upstream);
        run('registry create service lib.tools/t@1.0.0 --publish --description Runs. --commit', upstream);
      }
      run(`${command} --commit`);
      commits.push(git('rev-parse', 'HEAD'));
    }
  }, 240_000);

  it('is one of the table, and all of them are', () => {
    const walked = new Set(git('log', '--format=%(trailers:key=Hyper-Operation,valueonly)').split('\n'));
    const writing = OPERATIONS.filter(({ data }) => data === 'WriteData').map(({ id }) => id);
    expect(writing.filter((id) => !walked.has(id))).toEqual([]);
  });

  it('is told by the audit as what it is, once, by whoever did it, and its trailer is borne out', () => {
    const { status, diagnostics, events } = audited();
    expect(diagnostics).toEqual([]);
    expect(status).toBe(0);
    const told = commits.map((one, index) => [
      WALK[index]?.[0],
      ...events
        .filter(({ commit: of, operation }) => of === one && operation !== 'sign')
        .map(({ operation, target }) => `${operation} ${target}`),
    ]);
    expect(told).toEqual(WALK);
    const actors = new Set(events.map(({ actor }) => `${actor.name} <${actor.email}>`));
    expect([...actors]).toEqual(['Test Author <author@example.com>']);
    const unstated = events.filter((event) => event.isStated === false);
    // What goes with a deletion or a move is told, and not what its trailer names.
    expect(unstated.filter(({ operation }) => operation !== 'sign').map(({ target }) => target)).toEqual([
      'org.acme/p',
      'org.acme/q@0.1.0',
      'org.acme/p',
      'org.globex/q@0.1.0',
    ]);
    expect(git('fsck', '--strict')).toBe('');
  });

  it('is told of a namespace alone too, also of one of an e-mail address', () => {
    for (const namespace of ['lib', 'user.ada@example.com']) {
      const { diagnostics, events } = audited(namespace);
      expect(diagnostics).toEqual([]);
      expect(events.length).toBeGreaterThan(3);
    }
  });
});
