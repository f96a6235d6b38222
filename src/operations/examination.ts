import type { Diagnostic } from '../core/index.ts';
import type { TreeSubject } from '../gate/index.ts';
import type { TreeEntry } from '../registry/index.ts';

/** Files under examination, what the tree says of them, and what is known around them. */
export interface Examination {
  readonly scope: 'registry' | 'path' | 'changes';
  readonly entries: readonly TreeEntry[];
  readonly subject: TreeSubject;
  readonly treeFaults: readonly Diagnostic[];
  readonly names: { readonly artifacts: Iterable<string>; readonly blobs: Iterable<string> };
}
