import { join, resolve } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { applyEdits, COMMIT_JOURNAL, finishEdits, withEditLock } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import type { Environment } from '../git/index.ts';
import { findRegistryRoot } from '../registry/index.ts';
import { settleCommit } from '../write/commit-journal.ts';

/** Makes the edits of a plan in the working tree of the registry that a user names, as `TrustWriteContext.applyEdits` says. */
export async function editRegistry(
  context: FilesContext,
  place: string | undefined,
  folder: string,
  edits: readonly PlannedEdit[],
): Promise<void> {
  const root = treeOf(place, folder);
  if (root === undefined) {
    throw new HyperError(
      'HYPER_TRUST_READ_ONLY',
      `"${toOneLine(place ?? '.')}" has no working tree to write to`,
      {
        hint: 'clone the registry, and run the command in the clone',
      },
    );
  }
  await applyEdits(context, root, edits);
}

/**
 * Finishes or clears away what a killed run left in that working tree, as `TrustWriteContext.finishEdits` says; a commit
 * that was cut off is taken back, so that its edits do not get mixed with others.
 */
export async function finishRegistryEdits(
  context: FilesContext,
  place: string | undefined,
  { folder, environment }: { readonly folder: string; readonly environment: Environment },
): Promise<void> {
  const root = treeOf(place, folder);
  if (root === undefined) return;
  await finishEdits(context, root);
  if ((await context.fileSystem.stat(join(root, COMMIT_JOURNAL))) === undefined) return;
  await withEditLock(context, root, () => settleCommit(context, { folder: root, environment }));
}

function treeOf(place: string | undefined, folder: string): string | undefined {
  return findRegistryRoot(resolve(folder, place ?? '.'));
}
