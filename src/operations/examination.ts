import { HyperError } from '../core/index.ts';
import type { Diagnostic } from '../core/index.ts';
import type { TreeSubject } from '../gate/index.ts';
import type { TreeEntry } from '../registry/index.ts';

/** Files under examination, what the tree says of them, and what is known around them. */
export interface Examination {
  readonly scope: 'registry' | 'path' | 'changes';
  readonly entries: readonly TreeEntry[];
  readonly subject: TreeSubject;
  /** What paths and modes alone show: worked out while threads check the files. */
  treeFaults(): readonly Diagnostic[];
  readonly names: { readonly artifacts: Iterable<string>; readonly blobs: Iterable<string> };
}

/** The listing, unless it is empty: where nothing is, nothing is sound. Errors: `HYPER_REGISTRY_MISSING`. */
export function requireEntries(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  if (entries.length > 0) return entries;
  throw new HyperError('HYPER_REGISTRY_MISSING', 'the registry does not exist at this revision', {
    hint: 'name a revision that has it; git log shows which there are',
  });
}
