import { parseDocument } from '../../document/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { parseManifest } from '../../manifest/index.ts';
import type { LoadedTrust, RegistryStore, Snapshot } from '../../registry/index.ts';
import { ownAuthority, renderBundles, signaturePathOf } from '../../signing/index.ts';
import type { Authority, SignatureBundle } from '../../signing/index.ts';
import { governedFiles } from './governed-files.ts';
import { structuralSigners } from '../signing/signer-standing.ts';

/** What goes with the first signers of a namespace. */
export interface FirstSigners {
  readonly edits: readonly PlannedEdit[];
  /** The files that the new signers have to sign. */
  readonly paths: readonly string[];
}

const NOTHING: FirstSigners = { edits: [], paths: [] };

/**
 * A namespace that names its first signers takes what is below it from those above: their signatures count there no more,
 * and a file that holds one is refused whatever else it holds. So they go with the change, and the new signers sign these
 * files in the same signing event. `edit` is that of namespace.yaml.
 */
export async function takeFromAbove(
  store: RegistryStore,
  snapshot: Snapshot,
  loaded: LoadedTrust,
  edit: PlannedEdit | undefined,
): Promise<FirstSigners> {
  const document = edit?.after === undefined ? undefined : parseDocument(edit.after).document;
  const manifest = document === undefined ? undefined : parseManifest(document).manifest;
  if (edit === undefined || manifest?.kind !== 'Namespace') return NOTHING;
  const record = snapshot.namespaces.get(manifest.path);
  const own = ownAuthority({ path: edit.path, manifest });
  if (record === undefined || record.manifest.signing !== undefined || own === undefined) return NOTHING;
  const former = structuralSigners(snapshot, manifest.path, loaded.trust.root.authority);
  const namespaces = new Map(snapshot.namespaces).set(manifest.path, { ...record, manifest });
  const changed = { ...snapshot, namespaces };
  const isGone = isOnlyOf(former, [own, ...loaded.trust.circumstances.online]);
  const edits: PlannedEdit[] = [];
  const paths: string[] = [];
  for await (const { file, signatures } of governedFiles(store, changed, loaded, {
    namespace: manifest.path,
  })) {
    if (file.signatures.kind !== 'bundles' || signatures === undefined) continue;
    const kept = file.signatures.bundles.filter((bundle) => !isGone(bundle, loaded));
    if (kept.length === file.signatures.bundles.length) continue;
    const after = kept.length === 0 ? undefined : renderBundles(kept);
    edits.push({ path: signaturePathOf(file.path), before: signatures, after });
    paths.push(file.path);
  }
  return { edits, paths };
}

/** Whether a signature is by a signer of the one authority and of none of the others. */
function isOnlyOf(
  former: Authority,
  others: readonly Authority[],
): (bundle: SignatureBundle, loaded: LoadedTrust) => boolean {
  return (bundle, { book }) => {
    const isBy = (authority: Authority): boolean => {
      if (bundle.material.kind === 'key') return authority.keys.has(bundle.material.hint as never);
      const proof = book.proofs(bundle);
      const identity = proof?.ok === true ? proof.identity : undefined;
      return [...authority.identities.values()].some(
        ({ issuer, subject }) => issuer === identity?.issuer && subject === identity.subject,
      );
    };
    return isBy(former) && !others.some(isBy);
  };
}
