import type { PassphraseSource } from './adapters/keys/index.ts';
import type { SignerChoice } from './adapters/signers/index.ts';
import { createVerifier } from './composition-policy.ts';
import type { SigstoreAsked } from './composition-policy.ts';
import { createRegistryContext } from './composition.ts';
import type { ProcessFacts } from './composition.ts';
import type { Clock } from './core/index.ts';
import type {
  KeyContext,
  KeyStore,
  OperationContext,
  SigningContext,
  SiteSigningContext,
  TrustContext,
  TrustWriteContext,
  VerifyContext,
  VerifySiteContext,
} from './operations/index.ts';

// The half of the composition that keys, signatures and trust need: adapters meet operations here, and in composition.ts.

/** Where the user's keys are, and their passphrase; undefined: where they always are. */
export interface KeysAsked {
  readonly folder: string | undefined;
  readonly descriptor: number | undefined;
}

/** What the user's keys are opened with. */
interface OpenedKeys {
  readonly keys: KeyStore;
  readonly passphrases: PassphraseSource;
  readonly environment: ProcessFacts['environment'];
  readonly folder: string;
  readonly now: Clock;
}

async function openKeys(
  context: OperationContext,
  { environment, folder }: ProcessFacts,
  asked: KeysAsked,
): Promise<OpenedKeys> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { createKeyFolder, createPassphraseSource, keyFolderOf } = await import('./adapters/keys/index.ts');
  const { systemClock } = await import('./adapters/system/index.ts');
  const keyFolder = keyFolderOf(asked.folder, environment, folder);
  return {
    keys: createKeyFolder(createFilesContext(process), keyFolder, folder),
    passphrases: createPassphraseSource({
      descriptor: asked.descriptor,
      environment,
      interrupt: () => process.kill(process.pid, 'SIGINT'),
      ...(context.signal === undefined ? {} : { signal: context.signal }),
    }),
    environment,
    folder,
    now: systemClock,
  };
}

/** The world of the operations on keys. `folder` and `descriptor` are `--keys` and `--passphrase-fd`. */
export async function createKeyContext(
  context: OperationContext,
  facts: ProcessFacts,
  asked: KeysAsked,
): Promise<KeyContext> {
  const { keys, passphrases, now } = await openKeys(context, facts, asked);
  return { ...context, now, keys, newPassphrase: (what) => passphrases.askNew(what) };
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
      const { openSigner } = await import('./adapters/signers/index.ts');
      const world = await openKeys(context, facts, { folder: asked.keys, descriptor: asked.descriptor });
      return openSigner(asked.signer, world);
    },
    identifySigner: async () => {
      const { identifySigner } = await import('./adapters/signers/index.ts');
      const world = await openKeys(context, facts, { folder: asked.keys, descriptor: asked.descriptor });
      return identifySigner(asked.signer, world);
    },
    review: asked.review,
  };
}

/** The world of `verify`. `asked` says whose certificates, logs and timestamps are believed. */
export async function createVerifyContext(
  context: OperationContext,
  facts: ProcessFacts,
  asked?: SigstoreAsked,
): Promise<VerifyContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { openClientStates } = await import('./adapters/client-state/index.ts');
  const { ownFolderOf, createAskYes, systemClock } = await import('./adapters/system/index.ts');
  const { questionStreams } = await import('./composition-questions.ts');
  const files = createFilesContext(process);
  return {
    ...createRegistryContext(context, facts),
    clock: systemClock,
    states: openClientStates(files, ownFolderOf(facts.environment), context.notes),
    confirm: createAskYes(questionStreams(), context.signal),
    verifier: createVerifier(facts, asked),
  };
}

/** What signs a build; keys are opened when one is to be signed. */
export async function createSiteSigning(
  context: OperationContext,
  facts: ProcessFacts,
  asked: KeysAsked & { readonly services: Omit<SignerChoice, 'key' | 'isKeyless'> },
): Promise<SiteSigningContext> {
  const { systemClock } = await import('./adapters/system/index.ts');
  return {
    now: systemClock,
    openSigner: async (key) => {
      const { openSigner } = await import('./adapters/signers/index.ts');
      const choice = { ...asked.services, key, isKeyless: key === undefined };
      return openSigner(choice, await openKeys(context, facts, asked));
    },
  };
}

/** The world of looking at trust. */
export async function createTrustContext(
  context: OperationContext,
  facts: ProcessFacts,
): Promise<TrustContext> {
  const world = await createVerifyContext(context, facts);
  return { ...world, now: world.clock };
}

/** The world of changing trust. */
export async function createTrustWriteContext(
  context: OperationContext,
  facts: ProcessFacts,
  asked: KeysAsked,
): Promise<TrustWriteContext> {
  const { createFilesContext, nodeFileSystem } = await import('./adapters/files/index.ts');
  const { editRegistry, finishRegistryEdits, readPublicKey } = await import('./adapters/trust/index.ts');
  const { keys } = await openKeys(context, facts, asked);
  const { folder } = facts;
  return {
    ...(await createTrustContext(context, facts)),
    readPublicKey: (place) => readPublicKey(nodeFileSystem, keys, place, folder),
    finishEdits: ({ registry }) => finishRegistryEdits(createFilesContext(process), registry, facts),
    applyEdits: ({ registry }, edits) => editRegistry(createFilesContext(process), registry, folder, edits),
  };
}

/** The world of verifying a built site. */
export async function createSiteContext(
  context: OperationContext,
  facts: ProcessFacts,
  asked?: SigstoreAsked,
): Promise<VerifySiteContext> {
  const { openSite } = await import('./adapters/site/index.ts');
  return {
    ...(await createVerifyContext(context, facts, asked)),
    openSite: (place) => openSite(place, facts.folder, context.signal),
  };
}
