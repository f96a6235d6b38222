import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { GitStore, locateRepository } from '../../src/adapters/git/index.ts';
import { openIsomorphicStore } from '../../src/adapters/git/isomorphic-store.ts';
import { MemoryStore } from '../../src/adapters/memory/index.ts';
import type { RegistryStore } from '../../src/registry/index.ts';
import {
  cloneBare,
  createTestRepository,
  openTestRepository,
  testGitEnvironment,
} from '../build/git-repository.ts';
import type { TestRepository } from '../build/git-repository.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import type { Files } from '../build/write-files.ts';

/** A store over a history, and the ids of its commits, oldest first. */
export interface OpenedStore {
  readonly store: RegistryStore;
  readonly commits: readonly string[];
}

/** One implementation of the port, able to hold a history whose states are given whole. */
export interface StoreKind {
  readonly name: string;
  /** Whether it reads a real repository: branches, tags, modes and a working tree. */
  readonly isGit: boolean;
  readonly open: (states: readonly Files[]) => Promise<OpenedStore>;
}

/** Every implementation of `RegistryStore` that holds commits. */
export const STORE_KINDS: readonly StoreKind[] = [
  {
    name: 'GitStore at the root',
    isGit: true,
    open: async (states) => {
      const { repository, commits } = commitStates(states, '');
      return { store: await openGitStore(repository.folder), commits };
    },
  },
  {
    name: 'GitStore in a folder of a larger repository',
    isGit: true,
    open: async (states) => {
      const { repository, commits } = commitStates(states, 'deep/registry/');
      return { store: await openGitStore(join(repository.folder, 'deep/registry')), commits };
    },
  },
  {
    name: 'GitStore in a bare repository',
    isGit: true,
    open: async (states) => {
      const { repository, commits } = commitStates(states, '');
      return { store: await openGitStore(cloneBare(repository)), commits };
    },
  },
  {
    name: 'GitStore in a folder of a bare repository',
    isGit: true,
    open: async (states) => {
      const { repository, commits } = commitStates(states, 'deep/registry/');
      const environment = testGitEnvironment();
      const location = await locateRepository(cloneBare(repository), environment);
      if (location === undefined) throw new Error('no bare repository');
      return { store: new GitStore({ ...location, prefix: 'deep/registry/' }, environment), commits };
    },
  },
  {
    name: 'IsomorphicStore at the root',
    isGit: true,
    open: async (states) => {
      const { repository, commits } = commitStates(states, '');
      return { store: await openWithoutGit(repository.folder), commits };
    },
  },
  {
    name: 'IsomorphicStore in a folder, packed',
    isGit: true,
    open: async (states) => {
      const { repository, commits } = commitStates(states, 'deep/registry/');
      repository.git('gc', '-q', '--prune=now');
      return { store: await openWithoutGit(join(repository.folder, 'deep/registry')), commits };
    },
  },
  {
    name: 'MemoryStore',
    isGit: false,
    open: (states) => {
      const store = new MemoryStore();
      const commits = states.map((state) => store.commit(toTexts(state)));
      return Promise.resolve({ store, commits });
    },
  },
];

/** Opens what git finds around a folder. */
export async function openGitStore(folder: string, environment = testGitEnvironment()): Promise<GitStore> {
  const location = await locateRepository(folder, environment);
  if (location === undefined) throw new Error(`no repository around ${folder}`);
  return new GitStore(location, environment);
}

/** Opens a repository as where git is not installed. */
export async function openWithoutGit(folder: string): Promise<RegistryStore> {
  const store = await openIsomorphicStore(folder);
  if (store === undefined) throw new Error(`no repository around ${folder}`);
  return store;
}

interface History {
  readonly repository: TestRepository;
  readonly commits: readonly string[];
}

/** Folders of histories by their states and prefix, each made once for a test file: what is copied needs no git. */
const made = new Map<string, History>();

/** One commit a state, a day apart; the registry below `prefix`, beside a file that is none of its own. */
function commitStates(states: readonly Files[], prefix: string): History {
  const key = JSON.stringify([prefix, states]);
  const known = made.get(key);
  const { repository, commits } =
    known !== undefined && existsSync(known.repository.folder) ? known : makeHistory(states, prefix);
  made.set(key, { repository, commits });
  const folder = temporaryFolder();
  cpSync(repository.folder, folder, { recursive: true });
  return { repository: openTestRepository(folder), commits };
}

function makeHistory(states: readonly Files[], prefix: string): History {
  const repository = createTestRepository();
  if (prefix !== '') mkdirSync(join(repository.folder, prefix), { recursive: true });
  const commits = states.map((state, day) => {
    if (day > 0) repository.git('rm', '-rq', '--ignore-unmatch', '.');
    mkdirSync(join(repository.folder, prefix), { recursive: true });
    if (prefix !== '') repository.write({ 'outside.txt': 'not of the registry\n' });
    repository.write(Object.fromEntries(Object.entries(state).map(([path, text]) => [prefix + path, text])));
    return repository.commit(`State ${day}`, day);
  });
  return { repository, commits };
}

function toTexts(state: Files): Map<string, string> {
  return new Map(
    Object.entries(state).map(([path, content]) => [
      path,
      typeof content === 'string' ? content : Buffer.from(content).toString('utf8'),
    ]),
  );
}
