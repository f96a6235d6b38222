import { resolve } from 'node:path';
import { openRegistry } from './adapters/registry/index.ts';
import type { Environment } from './adapters/git/index.ts';
import type { SignerChoice } from './adapters/signers/index.ts';
import type { TrustOptions } from './adapters/sigstore/index.ts';
import type {
  BuildContext,
  DepsContext,
  DoctorContext,
  ImportContext,
  InitContext,
  KeyContext,
  OperationContext,
  RegistryContext,
  SigningContext,
  VerifyContext,
} from './operations/index.ts';

/** What the process that runs hyper says of itself. */
export interface ProcessFacts {
  readonly environment: Environment;
  /** The current folder. */
  readonly folder: string;
  /** The built check worker. */
  readonly worker: URL | undefined;
  readonly buildId: string;
}

/** The one place where adapters meet operations: gives operations the world that they ask for. */
export function createRegistryContext(context: OperationContext, facts: ProcessFacts): RegistryContext {
  const progress = (done: number, total: number): void => context.progress?.(done, total, 'files');
  return {
    ...context,
    openRegistry: ({ registry, isWorkingTree = false }) =>
      openRegistry(registry, {
        ...facts,
        isWorkingTree,
        progress,
        fetchRemote: (address) => fetchRemote(address, context, facts),
      }),
  };
}

/** Brings the repository at an address into the user's cache; `HYPER_OFFLINE=1` takes what is there. */
async function fetchRemote(address: string, context: OperationContext, facts: ProcessFacts): Promise<string> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { openRemoteRegistry } = await import('./adapters/git/remote-registry.ts');
  const { cacheFolderOf } = await import('./adapters/system/index.ts');
  const { environment } = facts;
  const remote = await openRemoteRegistry(address, {
    files: createFilesContext(process),
    environment,
    cacheFolder: cacheFolderOf(environment) ?? resolve(facts.folder, '.hyper', 'cache'),
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
  const { createFilesContext, readLines } = await import('./adapters/files/index.ts');
  const { writeCommits } = await import('./adapters/git/fast-import.ts');
  return {
    ...context,
    readLines,
    createRepository: (target, commits, options) =>
      writeCommits(target, commits, {
        ...options,
        files: createFilesContext(process),
        environment: facts.environment,
        ...(context.signal === undefined ? {} : { signal: context.signal }),
      }),
  };
}

/** The world of a build. `schemas` is the folder of the published JSON Schemas. */
export async function createBuildContext(
  context: OperationContext,
  facts: ProcessFacts,
  schemas: string,
): Promise<BuildContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { openOutput, readSchemas } = await import('./adapters/output/index.ts');
  return {
    ...createRegistryContext(context, facts),
    generator: `hyper ${facts.buildId}`,
    openOutput: (out) => openOutput(createFilesContext(process), resolve(facts.folder, out)),
    readSchemas: () => Promise.resolve(readSchemas(schemas)),
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
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { systemClock } = await import('./adapters/system/index.ts');
  const doctor = await import('./adapters/doctor/index.ts');
  return doctor.createDoctorContext(context, {
    environment: facts.environment,
    folder: facts.folder,
    nodeVersion: process.version,
    platform: process.platform,
    now: systemClock,
    files: createFilesContext(process),
    fetchRemote: (address) => fetchRemote(address, context, facts),
  });
}

/** The world of the operations on keys. `folder` and `descriptor` are `--keys` and `--passphrase-fd`. */
export async function createKeyContext(
  context: OperationContext,
  facts: ProcessFacts,
  asked: { readonly folder: string | undefined; readonly descriptor: number | undefined },
): Promise<KeyContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { createKeyFolder, createPassphraseSource, keyFolderOf } = await import('./adapters/keys/index.ts');
  const { systemClock } = await import('./adapters/system/index.ts');
  const { environment, folder } = facts;
  const signal = context.signal === undefined ? {} : { signal: context.signal };
  const passphrases = createPassphraseSource({
    descriptor: asked.descriptor,
    environment,
    interrupt: () => process.kill(process.pid, 'SIGINT'),
    ...signal,
  });
  return {
    ...context,
    now: systemClock,
    keys: createKeyFolder(
      createFilesContext(process),
      keyFolderOf(asked.folder, environment, folder),
      folder,
    ),
    newPassphrase: (what) => passphrases.askNew(what),
  };
}

/** The world of everything about dependencies. */
export async function createDepsContext(
  context: OperationContext,
  facts: ProcessFacts,
): Promise<DepsContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { createProjectFiles, openPackages } = await import('./adapters/project/index.ts');
  const registries = createRegistryContext(context, facts);
  return {
    ...registries,
    files: createProjectFiles(createFilesContext(process), facts.folder),
    openPackages: (address, options) =>
      openPackages(address, options, {
        openRegistry: (registry, folder) =>
          createRegistryContext(context, { ...facts, folder: folder ?? facts.folder }).openRegistry({
            registry,
          }),
      }),
  };
}

/** The world of `sign` and `attest`. `keys` and `descriptor` are `--keys` and `--passphrase-fd`. */
export async function createSigningContext(
  context: OperationContext,
  facts: ProcessFacts,
  asked: {
    readonly signer: SignerChoice;
    readonly keys: string | undefined;
    readonly descriptor: number | undefined;
    readonly review: SigningContext['review'];
  },
): Promise<SigningContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { openRegistryFiles } = await import('./adapters/registry/index.ts');
  const { systemClock } = await import('./adapters/system/index.ts');
  const { environment, folder } = facts;
  const files = createFilesContext(process);
  return {
    ...createRegistryContext(context, facts),
    now: systemClock,
    openFiles: ({ registry }) => Promise.resolve(openRegistryFiles(registry, { files, environment, folder })),
    openSigner: async () => {
      const { createKeyFolder, createPassphraseSource, keyFolderOf } =
        await import('./adapters/keys/index.ts');
      const { openSigner } = await import('./adapters/signers/index.ts');
      const signal = context.signal === undefined ? {} : { signal: context.signal };
      return openSigner(asked.signer, {
        keys: createKeyFolder(files, keyFolderOf(asked.keys, environment, folder), folder),
        passphrases: createPassphraseSource({
          descriptor: asked.descriptor,
          environment,
          interrupt: () => process.kill(process.pid, 'SIGINT'),
          ...signal,
        }),
        environment,
        folder,
        now: systemClock,
      });
    },
    review: asked.review,
  };
}

/** The world of `verify`. `asked` says whose certificates, logs and timestamps are believed. */
export async function createVerifyContext(
  context: OperationContext,
  facts: ProcessFacts,
  asked: Pick<TrustOptions, 'trustedRoot' | 'refresh'>,
): Promise<VerifyContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { openClientStates } = await import('./adapters/client-state/index.ts');
  const { cacheFolderOf, configFolderOf, createAskYes, systemClock } =
    await import('./adapters/system/index.ts');
  const { environment, folder } = facts;
  const files = createFilesContext(process);
  const config = configFolderOf(environment) ?? resolve(folder, '.hyper');
  return {
    ...createRegistryContext(context, facts),
    clock: systemClock,
    states: openClientStates(files, config),
    confirm: createAskYes({ input: process.stdin, output: process.stderr }, context.signal),
    verifier: async () => {
      const sigstore = await import('./adapters/sigstore/index.ts');
      const cacheFolder = cacheFolderOf(environment) ?? resolve(folder, '.hyper', 'cache');
      return sigstore.createSigstoreVerifier(await sigstore.openTrust({ ...asked, folder, cacheFolder }));
    },
  };
}
