import { join, resolve } from 'node:path';
import type { ProjectFacts } from './adapters/project/index.ts';
import {
  builtSite,
  cutOffCommit,
  hasCommitJournal,
  mayBeSite,
  openRegistry,
} from './adapters/registry/index.ts';
import type { BuiltSite } from './registry/index.ts';
import type { Environment } from './adapters/git/index.ts';
import type {
  BuildContext,
  DoctorContext,
  ForgeStanding,
  ImportContext,
  InitContext,
  OperationContext,
  PullContext,
  RegistryContext,
  SiteSigningContext,
} from './operations/index.ts';

/** What the process that runs hyper says of itself. */
export interface ProcessFacts {
  readonly environment: Environment;
  /** The current folder. */
  readonly folder: string;
  /** The built check worker. */
  readonly worker: URL | undefined;
  readonly buildId: string;
  /** Of the user; undefined on systems without such numbers. */
  readonly userId: number | undefined;
}

/** The one place where adapters meet operations: gives operations the world that they ask for. */
export function createRegistryContext(context: OperationContext, facts: ProcessFacts): RegistryContext {
  const progress = (done: number, total: number): void => context.progress?.(done, total, 'files');
  return {
    ...context,
    openRegistry: async ({ registry, isWorkingTree = false, folder = facts.folder }) => {
      const opened = await openRegistry(registry, {
        ...facts,
        folder,
        isWorkingTree,
        progress,
        fetchRemote: (address) =>
          fetchRemote(address, context, facts).catch(tellSite(address, context, facts)),
      });
      if (opened.folder !== undefined && hasCommitJournal(opened.folder))
        await warnOfCutOff(context, opened.folder);
      return opened;
    },
    findSite: (place) => findSite(place, context, facts),
  };
}

async function warnOfCutOff({ notes }: OperationContext, folder: string): Promise<void> {
  const { createFilesContext } = await import('./adapters/files/files-context.ts');
  const warning = await cutOffCommit(createFilesContext(process), folder);
  if (warning !== undefined) notes?.warn(warning);
}

/** Where git finds no repository there may be a built site. */
function tellSite(
  address: string,
  context: OperationContext,
  facts: ProcessFacts,
): (error: unknown) => Promise<never> {
  return async (error) => {
    const site = await findSite(address, context, facts).catch(() => undefined);
    throw site === undefined ? error : builtSite(address);
  };
}

/** Its adapters load only where the place may be a site. */
async function findSite(
  place: string,
  { signal }: OperationContext,
  facts: ProcessFacts,
): Promise<BuiltSite | undefined> {
  if (!mayBeSite(place, facts.folder)) return undefined;
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const project = await import('./adapters/project/find-site.ts');
  return project.findSite(place, facts.folder, {
    files: createFilesContext(process),
    ...(await siteFacts(facts)),
    signal,
  });
}

/** Where what is fetched of sites is kept, and whether anything may be fetched. */
async function siteFacts({
  environment,
  folder,
  userId,
}: ProcessFacts): Promise<Pick<ProjectFacts, 'cacheFolder' | 'isOffline' | 'userId'>> {
  const { keptFolderOf, outsideOfRegistries } = await import('./adapters/system/index.ts');
  const here = resolve(folder, '.hyper', 'cache');
  return {
    cacheFolder: keptFolderOf(environment) ?? outsideOfRegistries(here),
    isOffline: environment['HYPER_OFFLINE'] === '1',
    userId,
  };
}

/** Brings the repository at an address into the user's cache; `HYPER_OFFLINE=1` takes what is there. */
async function fetchRemote(address: string, context: OperationContext, facts: ProcessFacts): Promise<string> {
  const { createFilesContext } = await import('./adapters/files/files-context.ts');
  const { openRemoteRegistry } = await import('./adapters/git/remote-registry.ts');
  const { keptFolderOf, requireKept } = await import('./adapters/system/index.ts');
  const { environment } = facts;
  // Not the current folder: what a registry brings along there would be run by git as its own repository.
  const cacheFolder = requireKept(keptFolderOf(environment), 'what comes from other machines');
  const remote = await openRemoteRegistry(address, {
    files: createFilesContext(process),
    environment,
    cacheFolder,
    isOffline: environment['HYPER_OFFLINE'] === '1',
    ...(context.signal === undefined ? {} : { signal: context.signal }),
    ...(context.progress === undefined ? {} : { progress: context.progress }),
  });
  return remote.folder;
}

/** The world of an import; its adapters load only here. */
export async function createImportContext(
  context: OperationContext,
  facts: ProcessFacts,
): Promise<ImportContext> {
  const { createFilesContext, madeAt, readLines } = await import('./adapters/files/index.ts');
  const { writeCommits } = await import('./adapters/git/fast-import.ts');
  return {
    ...context,
    readLines,
    createRepository: (target, commits, options) => {
      const files = createFilesContext(process);
      return madeAt(files, resolve(facts.folder, target), options.isDryRun, (place) =>
        writeCommits(place, commits, {
          ...options,
          files,
          environment: facts.environment,
          ...(context.signal === undefined ? {} : { signal: context.signal }),
        }),
      );
    },
  };
}

/** The world of a build. `schemas` is the folder of the published JSON Schemas, beside which the bundle keeps its modules for browsers; `signing` what signs it. */
export async function createBuildContext(
  context: OperationContext,
  facts: ProcessFacts,
  schemas: string,
  signing: SiteSigningContext,
): Promise<BuildContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { atOnceFileSystem } = await import('./adapters/files/at-once-file-system.ts');
  const { openOutput, readSchemas, readScripts } = await import('./adapters/output/index.ts');
  const { believedFolderOf } = await import('./adapters/system/index.ts');
  const cache = believedFolderOf(facts.environment);
  const keeping = cache === undefined ? undefined : { folder: join(cache, 'outputs'), userId: facts.userId };
  const files = { ...createFilesContext(process), fileSystem: atOnceFileSystem };
  return {
    ...createRegistryContext(context, facts),
    generator: `hyper ${facts.buildId}`,
    openOutput: (out) => openOutput(files, resolve(facts.folder, out), keeping),
    readSchemas: () => Promise.resolve(readSchemas(schemas)),
    readScripts: () => Promise.resolve(readScripts(join(schemas, '../browser'))),
    ...signing,
  };
}

/** The world of `init`. `version` is that of hyper. */
export async function createInitContext(
  context: OperationContext,
  facts: ProcessFacts,
  version: string,
): Promise<InitContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const init = await import('./adapters/init/index.ts');
  const { environment, folder } = facts;
  return init.createInitContext(context, {
    environment,
    folder,
    version,
    files: createFilesContext(process),
  });
}

/** The world of `doctor`. */
export async function createDoctorContext(
  context: OperationContext,
  facts: ProcessFacts,
): Promise<DoctorContext> {
  const { atOnceFileSystem } = await import('./adapters/files/at-once-file-system.ts');
  const { systemClock } = await import('./adapters/system/clock.ts');
  const doctor = await import('./adapters/doctor/index.ts');
  const { environment } = facts;
  const hasToken = [environment['GITHUB_TOKEN'], environment['GH_TOKEN']].some(
    (token) => token !== undefined,
  );
  return doctor.createDoctorContext(context, {
    askToken: hasToken ? (address) => askToken(address, context, facts) : undefined,
    environment,
    folder: facts.folder,
    nodeVersion: process.version,
    platform: process.platform,
    now: systemClock,
    fileSystem: atOnceFileSystem,
    fetchRemote: (address) => fetchRemote(address, context, facts),
  });
}

async function askToken(
  address: string | undefined,
  { signal }: OperationContext,
  { environment }: ProcessFacts,
): Promise<ForgeStanding | undefined> {
  const forge = await import('./adapters/forge/index.ts');
  return forge.askToken({ environment, address, signal });
}

/** The world of everything about dependencies, and of fetching content. */
export async function createPullContext(
  context: OperationContext,
  facts: ProcessFacts,
): Promise<PullContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const project = await import('./adapters/project/index.ts');
  return project.createPullContext(createRegistryContext(context, facts), {
    files: createFilesContext(process),
    folder: facts.folder,
    ...(await siteFacts(facts)),
  });
}
