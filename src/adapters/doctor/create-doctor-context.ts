import { closeSync, constants, mkdirSync, openSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HyperError, MAX_MANIFEST_BYTES } from '../../core/index.ts';
import type { Clock } from '../../core/index.ts';
import type {
  DoctorContext,
  ForgeStanding,
  FoundRegistry,
  OperationContext,
  UnreachedRegistry,
} from '../../operations/index.ts';
import { errnoOf } from '../files/file-errors.ts';
import { COMMIT_JOURNAL, EDIT_JOURNAL } from '../files/edit-journal.ts';
import type { FileSystem } from '../files/index.ts';
import { runGitAtOnce } from '../git/git-at-once.ts';
import { locatePlain, locateRepository, runGit } from '../git/index.ts';
import type { Environment, GitLocation } from '../git/index.ts';
import { isRemoteAddress, showAddress, splitRegistryAddress } from '../git/remote-address.ts';
import { ObjectReader } from '../git/object-reader.ts';
import { locateInBare } from '../git/registry-in-bare.ts';
import { findRegistryRoot } from '../registry/find-root.ts';
import { keptFolderOf } from '../system/index.ts';
import { findKeys } from './find-keys.ts';
import { inspectRepository } from './inspect-repository.ts';

export interface DoctorFacts {
  readonly environment: Environment;
  /** The current folder, absolute. */
  readonly folder: string;
  /** node's `process.version`. */
  readonly nodeVersion: string;
  /** node's `process.platform`. */
  readonly platform: string;
  readonly now: Clock;
  readonly fileSystem: FileSystem;
  /** Brings a registry of another machine here; gives the folder of a bare repository. */
  readonly fetchRemote: (address: string) => Promise<string>;
  /** Asks the forge about the token of the environment, given the address of a remote; undefined where there is no token. */
  readonly askToken: ((address: string | undefined) => Promise<ForgeStanding | undefined>) | undefined;
}

/** As `locatePlain`, each folder once. */
type Locate = (folder: string) => GitLocation | undefined;

/** The world of `doctor` on this machine. */
export function createDoctorContext(context: OperationContext, facts: DoctorFacts): DoctorContext {
  const { environment } = facts;
  let told: string | undefined;
  const listen = (version: string): void => {
    told = version;
  };
  const places = new Map<string, GitLocation | undefined>();
  const locate = (folder: string): GitLocation | undefined => {
    if (!places.has(folder)) places.set(folder, locatePlain(folder, environment));
    return places.get(folder);
  };
  return {
    ...context,
    now: facts.now,
    nodeVersion: facts.nodeVersion,
    hasLocale: facts.platform !== 'win32',
    locale: [environment['LC_ALL'], environment['LC_CTYPE'], environment['LANG']].find(isSet),
    cacheFolder: keptFolderOf(environment),
    gitVersion: () => Promise.resolve(told ?? gitVersion(facts)),
    findRegistry: (registry) => findRegistry(registry, facts, locate),
    inspectRepository: async (folder) =>
      (await isFolder(facts.fileSystem, folder))
        ? inspectRepository({ folder, environment }, locate(folder), listen)
        : undefined,
    readRegistryFile: (registry) => readRegistryFile(registry, facts),
    isChanging: ({ folder }) => isChanging(folder, facts),
    findKeys: () => findKeys(facts),
    askForge: async (registry) => facts.askToken?.(await originOf(registry, environment)),
    probeWritable: (folder) => Promise.resolve(probeWritable(folder)),
  };
}

async function isChanging(folder: string, { fileSystem }: DoctorFacts): Promise<boolean> {
  for (const journal of [EDIT_JOURNAL, COMMIT_JOURNAL])
    if ((await fileSystem.stat(join(folder, journal))) !== undefined) return true;
  return false;
}

/** Where the repository came from, as its configuration says; undefined where it does not. */
async function originOf(
  registry: FoundRegistry | undefined,
  environment: Environment,
): Promise<string | undefined> {
  if (registry === undefined) return undefined;
  try {
    const { stdout } = await runGit(['config', '--get', 'remote.origin.url'], {
      folder: registry.folder,
      environment,
    });
    return stdout.toString('utf8').trim() || undefined;
  } catch (error) {
    if (error instanceof HyperError) return undefined;
    throw error;
  }
}

async function findRegistry(
  registry: string | undefined,
  { folder: here, environment, fetchRemote }: DoctorFacts,
  locate: Locate,
): Promise<FoundRegistry | UnreachedRegistry> {
  const isRemote = registry !== undefined && isRemoteAddress(registry);
  const asked = resolve(here, registry ?? '.');
  const root = isRemote ? undefined : (findRegistryRoot(asked) ?? asked);
  const label = root ?? showAddress(registry ?? '');
  try {
    if (root !== undefined)
      return { folder: root, prefix: await prefixIn(root, undefined, environment, locate), label };
    const { address, folder: named } = splitRegistryAddress(registry ?? '');
    const folder = await fetchRemote(address);
    return { folder, prefix: await prefixIn(folder, named, environment, locate), label };
  } catch (error) {
    if (!(error instanceof HyperError)) throw error;
    return { label, reason: { message: error.message, hint: error.hint } };
  }
}

/** Where the registry is in a bare repository; `''` everywhere else, and where git has more to say of it later. */
async function prefixIn(
  folder: string,
  asked: string | undefined,
  environment: Environment,
  locate: Locate,
): Promise<string> {
  try {
    const location = locate(folder) ?? (await locateRepository(folder, environment));
    if (location?.isBare === true) {
      const reader = new ObjectReader({ folder: location.folder, environment });
      return (await locateInBare(location, asked, reader, environment)).prefix;
    }
  } catch (error) {
    if (!(error instanceof HyperError) || error.code === 'HYPER_REGISTRY_MISSING') throw error;
  }
  return '';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

function gitVersion({ folder, environment }: DoctorFacts): string | undefined {
  try {
    const { stdout } = runGitAtOnce(['--version'], { folder, environment });
    return stdout
      .toString('utf8')
      .trim()
      .replace(/^git version /u, '');
  } catch (error) {
    if (error instanceof HyperError) return undefined;
    throw error;
  }
}

async function readRegistryFile(
  { folder, prefix }: FoundRegistry,
  { fileSystem, environment }: DoctorFacts,
): Promise<Uint8Array | string | undefined> {
  try {
    const path = join(folder, 'registry.yaml');
    const stat = await fileSystem.stat(path);
    if (stat !== undefined) {
      if (stat.kind !== 'file') return `it is a ${stat.kind}`;
      if (stat.size > MAX_MANIFEST_BYTES) return `it has ${stat.size} bytes`;
      return await fileSystem.readFile(path);
    }
    if (!(await isFolder(fileSystem, folder))) return undefined;
    const args = ['cat-file', 'blob', `HEAD:${prefix}registry.yaml`];
    const { status, stdout } = await runGit(args, { folder, environment });
    return status === 0 && stdout.length <= MAX_MANIFEST_BYTES ? stdout : undefined;
  } catch (error) {
    if (error instanceof HyperError) return undefined;
    return wordsFor(error);
  }
}

/** Neither follows a link, nor changes what another run may have there: the probe stays empty. */
const PROBING = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW;

function probeWritable(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    const probe = join(folder, '.probe.hyper-tmp');
    closeSync(openSync(probe, PROBING, 0o600));
    rmSync(probe, { force: true });
    return undefined;
  } catch (error) {
    return wordsFor(error);
  }
}

/** What the system said; a fault of ours goes on. */
function wordsFor(error: unknown): string {
  const errno = errnoOf(error);
  if (errno === undefined) throw error;
  return errno === 'EACCES' || errno === 'EPERM'
    ? `no permission (${errno})`
    : `the system refused (${errno})`;
}

async function isFolder(fileSystem: FileSystem, folder: string): Promise<boolean> {
  const stat = await fileSystem.stat(folder);
  if (stat?.kind !== 'symlink') return stat?.kind === 'folder';
  return (await fileSystem.stat(await fileSystem.realPath(folder)))?.kind === 'folder';
}
