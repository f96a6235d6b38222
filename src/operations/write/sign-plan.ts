import { HyperError, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { isManifestRole, roleOf } from '../../registry/index.ts';
import type { Snapshot } from '../../registry/index.ts';
import { signaturePathOf } from '../../signing/index.ts';
import { readSignedManifests } from '../signing/read-signed-manifests.ts';
import { toDrafts } from '../signing/sign.ts';
import { signDrafts } from '../signing/sign-files.ts';
import { judgeSigner } from '../signing/signer-standing.ts';
import type { RegistryFiles, SignatureFile } from '../signing/signing-context.ts';
import type { WriteContext, WritePlace } from './write-context.ts';

/** A plan and what it does to signatures. */
export interface SignedPlan {
  readonly edits: readonly PlannedEdit[];
  /** Manifests whose signatures went. */
  readonly stale: readonly string[];
}

/** Takes away the signatures of files that a plan changes or removes: they cover the bytes before. */
export async function dropStale(place: WritePlace, edits: readonly PlannedEdit[]): Promise<SignedPlan> {
  const all = [...edits];
  const stale: string[] = [];
  for (const { path, before, after } of edits) {
    if (!isManifestRole(roleOf(path)) || before === undefined) continue;
    const signatures = signaturePathOf(path);
    const bytes = await place.read(signatures);
    if (bytes === undefined) continue;
    all.push({ path: signatures, before: bytes, after: undefined });
    if (after !== undefined) stale.push(path);
  }
  return { edits: all, stale };
}

/** The manifests of a plan that can be signed, in order. Pure. */
export function signable(edits: readonly PlannedEdit[]): readonly string[] {
  return edits.flatMap(({ path, after }) =>
    after !== undefined && isManifestRole(roleOf(path)) ? [path] : [],
  );
}

/** A plan with its signatures; or, with findings that are errors, a plan that is not to be made. */
export interface JudgedPlan {
  readonly edits: readonly PlannedEdit[];
  readonly signed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The plan with signatures of the manifests, over their bytes as they will be. Who does not count for one of them is told
 * before a key is opened or anything is written: such a signature would make the file refused. In a plan that is only
 * shown nobody signs. Errors: those of `sign`; codes: those of `judgeSigner`.
 */
export async function signPlan(
  context: WriteContext,
  { place, planned, isMade }: PlaceOfPlan,
  edits: readonly PlannedEdit[],
  paths: readonly string[],
): Promise<JudgedPlan> {
  const made: SignatureFile[] = [];
  const files = filesOf(place, edits, made);
  const { subjects, diagnostics } = await readSignedManifests(planned, files, paths);
  const fault = diagnostics.find(({ severity }) => severity === 'error');
  if (fault !== undefined) {
    throw new HyperError(fault.code, `"${toOneLine(fault.path ?? '')}": ${fault.message}`);
  }
  const instead = 'without --sign it is written unsigned, for others to sign';
  const standing = {
    ...{ snapshot: planned, files, now: context.now().getTime(), isForced: false, instead },
  };
  const party = await context.identifySigner?.();
  const early = party && (await judgeSigner(standing, party, subjects));
  if (!isMade || hasError(early?.diagnostics)) {
    return { edits, signed: [], diagnostics: early?.diagnostics ?? [] };
  }
  const signer = await context.openSigner?.();
  if (signer === undefined) return { edits, signed: [], diagnostics: [] };
  const opened = { keyId: signer.publicKey?.keyId, identity: signer.identity };
  const judged = early ?? (await judgeSigner(standing, opened, subjects));
  if (hasError(judged.diagnostics)) return { edits, signed: [], diagnostics: judged.diagnostics };
  const drafts = await toDrafts({ now: context.now }, planned, files, subjects);
  await signDrafts(worldOf(context), files, signer, drafts, judged.since);
  const kept = edits.filter(({ path }) => !made.some((one) => one.path === path));
  const added: PlannedEdit[] = [];
  for (const { path, bytes } of made) added.push({ path, before: await place.read(path), after: bytes });
  return { edits: [...kept, ...added], signed: paths, diagnostics: judged.diagnostics };
}

/** Where a plan is made, or only shown. */
interface PlaceOfPlan {
  readonly place: WritePlace;
  readonly planned: Snapshot;
  readonly isMade: boolean;
}

/** The files as they will be; what would be written goes into the list. */
function filesOf(place: WritePlace, edits: readonly PlannedEdit[], made: SignatureFile[]): RegistryFiles {
  return {
    read: async (path) => {
      const edit = edits.find((one) => one.path === path);
      return edit === undefined ? place.read(path) : edit.after;
    },
    readFormer: (path, digest) => place.readFormer(path, digest),
    write: async (work) => {
      made.push(...(await work()));
    },
  };
}

function worldOf({ review, signal, progress }: WriteContext): Parameters<typeof signDrafts>[0] {
  return {
    review,
    ...(signal === undefined ? {} : { signal }),
    ...(progress === undefined ? {} : { progress }),
  };
}

function hasError(diagnostics: readonly Diagnostic[] = []): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}
