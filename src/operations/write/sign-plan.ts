import { HyperError, toOneLine } from '../../core/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { isManifestRole, roleOf } from '../../registry/index.ts';
import type { Snapshot } from '../../registry/index.ts';
import { signaturePathOf } from '../../signing/index.ts';
import { readSignedManifests } from '../read-signed-manifests.ts';
import { toDrafts } from '../sign.ts';
import { signDrafts } from '../sign-files.ts';
import type { OpenedSigner, RegistryFiles, SignatureFile } from '../signing-context.ts';
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

/** The plan with signatures of the manifests, over their bytes as they will be. Errors: those of `sign`. */
export async function signPlan(
  context: WriteContext,
  signer: OpenedSigner,
  { place, planned }: { readonly place: WritePlace; readonly planned: Snapshot },
  edits: readonly PlannedEdit[],
  paths: readonly string[],
): Promise<readonly PlannedEdit[]> {
  const made: SignatureFile[] = [];
  const files: RegistryFiles = {
    read: async (path) => {
      const edit = edits.find((one) => one.path === path);
      return edit === undefined ? place.read(path) : edit.after;
    },
    readFormer: (path, digest) => place.readFormer(path, digest),
    write: async (work) => {
      made.push(...(await work()));
    },
  };
  const { subjects, diagnostics } = await readSignedManifests(planned, files, paths);
  const fault = diagnostics.find(({ severity }) => severity === 'error');
  if (fault !== undefined) {
    throw new HyperError(fault.code, `"${toOneLine(fault.path ?? '')}": ${fault.message}`);
  }
  const drafts = await toDrafts({ now: context.now }, planned, files, subjects);
  const { signal, progress } = context;
  const world = {
    review: context.review,
    ...(signal === undefined ? {} : { signal }),
    ...(progress === undefined ? {} : { progress }),
  };
  await signDrafts(world, files, signer, drafts);
  const signatures = made.map(({ path, bytes }) => ({ path, after: bytes }));
  const kept = edits.filter(({ path }) => !signatures.some((one) => one.path === path));
  const added: PlannedEdit[] = [];
  for (const { path, after } of signatures) added.push({ path, before: await place.read(path), after });
  return [...kept, ...added];
}
