import { compareDiagnostics, digestOf } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { Snapshot } from '../../registry/index.ts';
import { statementFor } from '../../signing/index.ts';
import type { SignedManifest, SigningParty } from '../../signing/index.ts';
import { compareWithFormer } from './compare-former.ts';
import { requireNamespace } from '../namespace-filter.ts';
import { partiesOf } from './named-signers.ts';
import type { Operation } from '../operation.ts';
import { openSnapshot } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import { readSignedManifests } from './read-signed-manifests.ts';
import { signDrafts, toRow } from './sign-files.ts';
import type { SignedRow } from './sign-files.ts';
import { judgeSigner } from './signer-standing.ts';
import type { JudgedSigner, SignerStanding } from './signer-standing.ts';
import { findSignTargets } from './sign-targets.ts';
import type { RegistryFiles, ShownFile, SigningContext } from './signing-context.ts';

/** Beyond this many files nobody reads what each of them changes. */
const MAX_DETAILED = 100;

export interface SignInput {
  readonly registry: string | undefined;
  /** References, ids, namespaces, or paths of manifests. */
  readonly targets: readonly string[];
  /** Everything that the keys of the named namespaces sign, or of all namespaces where none is named. */
  readonly isAll: boolean;
  /** Shows the statements and changes, and signs nothing. */
  readonly isDryRun: boolean;
  /** Signs also where the signature does not count. */
  readonly isForced: boolean;
  /** Where bare names are looked up first. */
  readonly namespace: string | undefined;
}

export interface SignData {
  /** A key id, or an identity; null where nobody signed. */
  readonly signer: string | null;
  /** In byte order of paths. */
  readonly files: readonly JudgedRow[];
}

/** What became of a file, and what the signature is worth there; null where nobody was to sign. */
export interface JudgedRow extends SignedRow {
  readonly standing: SignerStanding | null;
}

/** Signs the exact bytes of manifests (SPEC section 4). Signing twice changes nothing. */
export const sign: Operation<SignInput, SignData, SigningContext> = {
  id: 'sign',
  group: 'trust',
  summary: 'Sign manifests, each with a bundle beside it',
  async run(context, input) {
    const { registry, snapshot } = await openSnapshot(context, { registry: input.registry, at: undefined });
    const files = await context.openFiles({ registry: input.registry });
    const around = input.namespace === undefined ? {} : { namespace: requireNamespace(input.namespace) };
    const paths = await findSignTargets(registry, snapshot, { ...input, place: around });
    const { subjects, diagnostics } = await readSignedManifests(snapshot, files, paths);
    if (hasError(diagnostics)) return conclude(null, [], diagnostics);
    const drafts = await toDrafts(context, snapshot, files, subjects);
    const now = context.now().getTime();
    const instead = '--force signs nevertheless';
    const place = { snapshot, files, now, isForced: input.isForced, instead };
    const judge = (party: SigningParty): Promise<JudgedSigner> => judgeSigner(place, party, subjects);
    if (input.isDryRun) {
      const party = await context.identifySigner();
      const judged = party === undefined ? undefined : await judge(party);
      const rows = drafts.map((draft) => toRow(draft, 'planned'));
      return conclude(null, withStandings(rows, judged), [...diagnostics, ...(judged?.diagnostics ?? [])]);
    }
    const signer = await context.openSigner();
    const judged = await judge({ keyId: signer.publicKey?.keyId, identity: signer.identity });
    const found = [...diagnostics, ...judged.diagnostics];
    if (hasError(found)) return conclude(null, [], found);
    const rows = await signDrafts(context, files, signer, drafts, judged.since);
    return conclude(signer.name, withStandings(rows, judged), found);
  },
};

/** What a signer is shown of each manifest, with the statement that it would sign. */
export async function toDrafts(
  context: Pick<SigningContext, 'now'>,
  snapshot: Snapshot,
  files: RegistryFiles,
  subjects: readonly SignedManifest[],
): Promise<readonly ShownFile[]> {
  const signedAt = context.now();
  const drafts: ShownFile[] = [];
  for (const subject of subjects) {
    const isDetailed = subjects.length <= MAX_DETAILED;
    const { comparedWith, changes, previous } = await compareWithFormer(subject, snapshot, files, isDetailed);
    const statement = statementFor(subject, { signedAt, ...(previous === undefined ? {} : { previous }) });
    drafts.push({
      path: subject.path,
      digest: digestOf(subject.bytes),
      statement,
      comparedWith,
      changes,
      named: partiesOf(subject.manifest) ?? null,
    });
  }
  return drafts;
}

function withStandings(rows: readonly SignedRow[], judged: JudgedSigner | undefined): readonly JudgedRow[] {
  return rows.map((row, number) => ({ ...row, standing: judged?.standings[number] ?? null }));
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

function conclude(
  signer: string | null,
  files: readonly JudgedRow[],
  found: readonly Diagnostic[],
): Outcome<SignData> {
  const isForeign = found.some(({ code, severity }) => code === 'HYPER_SIGN_FOREIGN' && severity === 'error');
  return {
    verdict: isForeign ? 'untrusted' : hasError(found) ? 'findings' : 'pass',
    diagnostics: [...found].sort(compareDiagnostics),
    data: { signer, files },
    isLasting: files.some(({ status }) => status === 'signed'),
  };
}
