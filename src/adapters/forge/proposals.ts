import { resolve } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { ProposalInput, ProposalPlace, Proposals } from '../../operations/index.ts';
import { requireGit, runGit } from '../git/index.ts';
import type { Environment, GitOptions } from '../git/index.ts';
import { findRegistryRoot } from '../registry/index.ts';
import { fetchForgeBranch, pushForgeBranch } from './git-transport.ts';
import type { ForgeRemote } from './git-transport.ts';
import { forgeAddress, forgeServer, forgeToken, openForge } from './open-forge.ts';
import { repositoryAt } from './remote-place.ts';

export interface ProposalsOptions {
  readonly environment: Environment;
  /** The current folder. */
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
}

/** Where the registry itself is, in a clone of a fork. */
const UPSTREAM = 'upstream';
const COMMIT_FIELDS = [
  '%H',
  '%s',
  '%(trailers:key=Hyper-Operation,valueonly,separator=%x20)',
  '%(trailers:key=Hyper-Target,valueonly,separator=%x20)',
];

/** Proposing from a clone on this machine: git for its branches, the forge that the environment names for the rest. */
export function createProposals({ environment, folder, signal }: ProposalsOptions): Proposals {
  const gitOf = (place: Pick<ProposalPlace, 'folder'>): GitOptions => ({ folder: place.folder, environment });
  const remoteOf = ({ folder: clone, pushTo }: ProposalPlace): ForgeRemote => ({
    folder: clone,
    address: forgeAddress(environment, pushTo ?? ''),
    environment,
  });
  return {
    find: (registry, wish) => {
      const place = resolve(folder, registry ?? '.');
      return findPlace({ folder: findRegistryRoot(place) ?? place, environment }, wish);
    },
    commitsOf: async (place, branch) => {
      const tip = await commitOf(`refs/heads/${branch}`, gitOf(place));
      if (tip === undefined) return [];
      const words = ['log', '-z', '--reverse', `--format=tformat:${COMMIT_FIELDS.join('%x1f')}`];
      const told = await requireGit(
        [...words, '--end-of-options', tip, `^${place.baseCommit}`],
        gitOf(place),
      );
      return told.toString('utf8').split('\0').filter(Boolean).map(toCommit);
    },
    renew: async (place, branch) => {
      const git = gitOf(place);
      const [tip, head] = [await commitOf(`refs/heads/${branch}`, git), await commitOf('HEAD', git)];
      if (tip === undefined || head === undefined || tip === head || !(await isWithin(tip, head, git)))
        return;
      await requireGit(['update-ref', `refs/heads/${branch}`, head, tip], git);
    },
    push: async (place, branch) => {
      const tip = await requireGit(['rev-parse', '--verify', `refs/heads/${branch}^{commit}`], gitOf(place));
      return pushForgeBranch(remoteOf(place), branch, tip.toString('utf8').trim());
    },
    takeOver: async (place, branch, made) => {
      const git = gitOf(place);
      const theirs = await fetchForgeBranch(remoteOf(place), branch);
      const ours = (await requireGit(['rev-parse', '--verify', `refs/heads/${branch}`], git))
        .toString('utf8')
        .trim();
      const lost = (await requireGit(['rev-list', ours, `^${theirs}`], git))
        .toString('utf8')
        .split('\n')
        .filter(Boolean);
      if (lost.some((commit) => commit !== made)) return false;
      await requireGit(['update-ref', `refs/heads/${branch}`, theirs, ours], git);
      return true;
    },
    openForge: (repository) => Promise.resolve(openForge({ environment, repository, signal })),
  };
}

async function findPlace(git: GitOptions, wish: ProposalInput): Promise<ProposalPlace> {
  const { environment, folder } = git;
  const server = forgeServer(environment);
  const remotes = (await runGit(['remote'], git)).stdout.toString('utf8').split('\n').filter(Boolean);
  const remote = wish.remote ?? (await preferredRemote(remotes, git));
  if (remote === undefined || !remotes.includes(remote)) {
    const why =
      remote === undefined ? 'the clone has no remote' : `there is no remote "${toOneLine(remote)}"`;
    throw impossible(why, 'add it: git remote add origin ADDRESS');
  }
  const pushTo = await repositoryOf(remote, server, git);
  const upstream = remotes.includes(UPSTREAM) ? await repositoryOf(UPSTREAM, server, git) : null;
  const target = upstream === null ? remote : UPSTREAM;
  const base = wish.base ?? (await defaultBranch(target, git));
  if (base === undefined) throw impossible('the default branch is not known here', 'name it: --base main');
  const baseCommit =
    (await commitOf(`refs/remotes/${target}/${base}`, git)) ?? (await commitOf(`refs/heads/${base}`, git));
  if (baseCommit === undefined) {
    const hint = `fetch it: git fetch ${toOneLine(target)} ${toOneLine(base)}`;
    throw impossible(`the clone does not know the branch "${toOneLine(base)}"`, hint);
  }
  const head = (await runGit(['symbolic-ref', '--quiet', 'HEAD'], git)).stdout.toString('utf8').trim();
  const current = head.startsWith('refs/heads/') ? head.slice('refs/heads/'.length) : null;
  const hasToken = forgeToken(environment) !== undefined;
  return {
    folder,
    remote,
    pushTo,
    repository: upstream ?? pushTo,
    server,
    base,
    baseCommit,
    current,
    hasToken,
  };
}

async function preferredRemote(remotes: readonly string[], git: GitOptions): Promise<string | undefined> {
  const asked = await runGit(['config', '--get', 'remote.pushDefault'], git);
  if (asked.status === 0) return asked.stdout.toString('utf8').trim();
  return remotes.includes('origin') ? 'origin' : remotes[0];
}

async function repositoryOf(remote: string, server: string, git: GitOptions): Promise<string | null> {
  const told = await runGit(['remote', 'get-url', '--push', '--end-of-options', remote], git);
  return repositoryAt(server, told.stdout.toString('utf8').split('\n')[0] ?? '') ?? null;
}

/** The branch that the remote's HEAD names, as a clone writes it down; else the usual name that is there. */
async function defaultBranch(remote: string, git: GitOptions): Promise<string | undefined> {
  const place = `refs/remotes/${remote}/`;
  const told = (await runGit(['symbolic-ref', '--quiet', `${place}HEAD`], git)).stdout
    .toString('utf8')
    .trim();
  if (told.startsWith(place)) return told.slice(place.length);
  for (const root of [place, 'refs/heads/']) {
    for (const name of ['main', 'master']) {
      if ((await commitOf(`${root}${name}`, git)) !== undefined) return name;
    }
  }
  return undefined;
}

async function commitOf(ref: string, git: GitOptions): Promise<string | undefined> {
  const found = await runGit(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    git,
  );
  return found.status === 0 ? found.stdout.toString('utf8').trim() : undefined;
}

async function isWithin(commit: string, other: string, git: GitOptions): Promise<boolean> {
  return (await runGit(['merge-base', '--is-ancestor', commit, other], git)).status === 0;
}

function toCommit(line: string): {
  id: string;
  subject: string;
  operation: string | null;
  target: string | null;
} {
  const [id = '', subject = '', operation = '', target = ''] = line.split('\x1f');
  return {
    id,
    subject: toOneLine(subject),
    operation: operation.trim() || null,
    target: target.trim() || null,
  };
}

function impossible(why: string, hint: string): HyperError {
  return new HyperError('HYPER_PROPOSAL_IMPOSSIBLE', why, { hint });
}
