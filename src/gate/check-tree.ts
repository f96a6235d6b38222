import type { Diagnostic } from '../core/index.ts';
import { indexEntries, listFoldersOf } from '../registry/index.ts';
import type { RegistryIndex, TreeEntry } from '../registry/index.ts';
import { TREE_RULES } from './rules.ts';
import type { TreeSubject } from './rule.ts';

/** Sorts entries for the tree rules. Entries of mode `040000` count as folders whose content is not known. */
export function treeSubjectOf(
  entries: readonly TreeEntry[],
  index: RegistryIndex = indexEntries(entries),
): TreeSubject {
  return { folders: listFoldersOf(entries), index };
}

/** Every fault that paths and modes alone show, in the order of the rules. */
export function checkTree(subject: TreeSubject): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const rule of TREE_RULES) {
    for (const fault of rule.check(subject)) found.push(fault);
  }
  return found;
}
