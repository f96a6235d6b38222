import type { LockedPackage, Lockfile } from '../../lockfile/index.ts';
import { isNeededOn } from '../../manifest/index.ts';
import type { Platform } from '../../manifest/index.ts';
import type { Operation } from '../operation.ts';
import { restingOnReads } from '../rest-on-reads.ts';
import type { DepsContext, DepsInput } from './deps-context.ts';
import { loadLocked } from './load-locked.ts';
import { topsOf } from './lock-tops.ts';

export interface DepsTreeInput extends DepsInput {
  /** A release to show in place of the project. */
  readonly reference: string | undefined;
  /** Where it would run; empty: anywhere. */
  readonly platform: Platform;
}

/** A package at one place of a tree. */
export interface TreeNode {
  readonly artifact: string;
  readonly version: string;
  readonly types: readonly string[];
  readonly isOptional: boolean;
  /** Where it is needed; empty: always. */
  readonly conditions: readonly object[];
  /** Whether the platform takes it. */
  readonly isTaken: boolean;
  /** True where its own needs are shown at another place. */
  readonly isRepeated: boolean;
  readonly children: readonly TreeNode[];
}

export interface DepsTreeData {
  readonly subject: string;
  readonly platform: Platform;
  readonly packages: number;
  readonly taken: number;
  readonly roots: readonly TreeNode[];
}

/** What is locked as a tree, each package's needs once; which of it a platform takes. */
export const depsTree: Operation<DepsTreeInput, DepsTreeData | null, DepsContext> = restingOnReads({
  id: 'deps.tree',
  group: 'discovery',
  summary: 'Show what is locked as a tree',
  async run(context, input) {
    const loaded = await loadLocked(context, input, input.reference);
    if (!loaded.ok) return { verdict: 'findings', diagnostics: loaded.diagnostics, data: null };
    const { subject, lockfile, diagnostics } = loaded.value;
    const { platform } = input;
    const taken = [...lockfile.packages.values()].filter(({ conditions }) =>
      isNeededOn(conditions, platform),
    );
    const roots = treeOf(lockfile, platform);
    const data = { subject, platform, packages: lockfile.packages.size, taken: taken.length, roots };
    return { verdict: 'pass', diagnostics, data };
  },
});

interface Open {
  readonly node: TreeNode & { readonly children: TreeNode[] };
  readonly needs: readonly string[];
  next: number;
}

/** Depth first, without recursion: a lock may hold a chain of thousands. */
function treeOf(lockfile: Lockfile, platform: Platform): readonly TreeNode[] {
  const seen = new Set<string>();
  const roots: TreeNode[] = [];
  for (const root of topsOf(lockfile)) {
    const open: Open[] = [];
    const enter = (artifact: string, siblings: TreeNode[]): void => {
      const found = lockfile.packages.get(artifact);
      if (found === undefined) return;
      const isRepeated = seen.has(artifact) && found.dependencies.size > 0;
      const node = { ...describe(artifact, found, platform), isRepeated, children: [] as TreeNode[] };
      siblings.push(node);
      if (isRepeated || seen.has(artifact)) return;
      seen.add(artifact);
      open.push({ node, needs: [...found.dependencies.keys()], next: 0 });
    };
    enter(root, roots);
    for (let step = open.at(-1); step !== undefined; step = open.at(-1)) {
      const artifact = step.needs[step.next];
      step.next += 1;
      if (artifact === undefined) open.pop();
      else enter(artifact, step.node.children);
    }
  }
  return roots;
}

function describe(
  artifact: string,
  { version, types, optional, conditions }: LockedPackage,
  platform: Platform,
): Omit<TreeNode, 'children' | 'isRepeated'> {
  const isTaken = isNeededOn(conditions, platform);
  return { artifact, version, types, isOptional: optional, conditions, isTaken };
}
