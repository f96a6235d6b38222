import { createRegistryContext } from './composition.ts';
import type { ProcessFacts } from './composition.ts';
import { createSigningContext } from './composition-trust.ts';
import type {
  ExportContext,
  ImportArchiveContext,
  OperationContext,
  SigningContext,
  TestContext,
  WriteContext,
} from './operations/index.ts';

// The third of the composition that changes of a registry need.

/** What a change is signed with; undefined: nothing is signed. */
export interface ChangeSigning {
  readonly key: string | undefined;
  /** `--keys` and `--passphrase-fd`. */
  readonly keys: string | undefined;
  readonly descriptor: number | undefined;
  readonly review: SigningContext['review'];
  /** Whether the change is to be proposed. */
  readonly isProposed: boolean;
}

/** The world of everything that writes a registry. */
export async function createChangeContext(
  context: OperationContext,
  facts: ProcessFacts,
  asked: ChangeSigning,
): Promise<WriteContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { systemClock } = await import('./adapters/system/index.ts');
  const { createWriteContext } = await import('./adapters/write/index.ts');
  const { environment, folder } = facts;
  return createWriteContext(createRegistryContext(context, facts), {
    files: createFilesContext(process),
    environment,
    folder,
    now: systemClock,
    review: asked.review,
    proposals: asked.isProposed ? await openProposals(context, facts) : undefined,
    ...(asked.key === undefined
      ? { openSigner: undefined }
      : {
          openSigner: async () => (await signingOf(context, facts, asked)).openSigner(),
          identifySigner: async () => (await signingOf(context, facts, asked)).identifySigner(),
        }),
  });
}

async function openProposals(
  { signal }: OperationContext,
  { environment, folder }: ProcessFacts,
): Promise<WriteContext['proposals']> {
  const { createProposals } = await import('./adapters/forge/index.ts');
  return createProposals({ environment, folder, signal });
}

function signingOf(
  context: OperationContext,
  facts: ProcessFacts,
  { key, keys, descriptor, review }: ChangeSigning,
): Promise<SigningContext> {
  const signer = {
    key,
    isKeyless: false,
    identityTokenFile: undefined,
    fulcioUrl: undefined,
    rekorUrl: undefined,
    rekorVersion: 1 as const,
    tsaUrl: undefined,
    trustedRoot: facts.environment['HYPER_TRUSTED_ROOT'],
  };
  return createSigningContext(context, facts, { signer, keys, descriptor, review });
}

/** The world of running the tests of a release. */
export async function createTestRunContext(
  context: OperationContext,
  facts: ProcessFacts,
): Promise<TestContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { createTestContext } = await import('./adapters/test-runner/index.ts');
  const { environment, folder } = facts;
  return createTestContext(createRegistryContext(context, facts), {
    files: createFilesContext(process),
    folder,
    searchPath: environment['PATH'] ?? '',
    killGroup: (leader) => {
      process.kill(-leader, 'SIGKILL');
    },
  });
}

/** The world of writing a namespace as an archive. */
export async function createExportContext(
  context: OperationContext,
  facts: ProcessFacts,
): Promise<ExportContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const transfer = await import('./adapters/transfer/index.ts');
  const { environment, folder } = facts;
  const files = createFilesContext(process);
  return transfer.createExportContext(createRegistryContext(context, facts), { files, folder, environment });
}

/** The world of bringing such an archive back. */
export async function createImportArchiveContext(
  context: OperationContext,
  facts: ProcessFacts,
): Promise<ImportArchiveContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const transfer = await import('./adapters/transfer/index.ts');
  const { environment, folder } = facts;
  return transfer.createImportArchiveContext(context, {
    files: createFilesContext(process),
    folder,
    environment,
  });
}
