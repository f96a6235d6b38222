import { Buffer } from 'node:buffer';
import type { DocumentEdit } from '../document/index.ts';
import { editManifest } from '../manifest/index.ts';
import type { ManifestKind } from '../manifest/index.ts';
import type { PlannedEdit } from './planned-edit.ts';

/** A manifest that counts its changes. */
export interface RevisedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly kind: ManifestKind;
  /** As it is before the change. */
  readonly revision: number;
}

/**
 * The edit that makes these changes and raises the revision by one; every other byte stays. None where nothing changes.
 * Errors: `HYPER_EDIT_REFUSED`. Pure.
 */
export function planRevision(
  { path, bytes, kind, revision }: RevisedFile,
  changes: readonly DocumentEdit[],
): PlannedEdit | undefined {
  const text = Buffer.from(bytes).toString('utf8');
  const changed = editManifest(text, kind, changes);
  if (changed === text) return undefined;
  const raised = editManifest(changed, kind, [{ pointer: ['revision'], value: revision + 1 }]);
  return { path, before: bytes, after: Buffer.from(raised) };
}
