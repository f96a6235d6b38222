import { Buffer } from 'node:buffer';
import { sortedBy, toOneLine } from '../../core/index.ts';
import type { Code, Diagnostic } from '../../core/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { roleOf } from '../../registry/index.ts';
import { historyOf, isPublished, isTombstone, readFiles } from './sync-sides.ts';
import type { HasHeld, SyncSide } from './sync-sides.ts';

/** What two sides come to. */
export interface Compared {
  /** What makes the target as the source is. */
  readonly edits: readonly PlannedEdit[];
  /** Files in which the target is ahead of the source. */
  readonly ahead: readonly string[];
  readonly conflicts: readonly Diagnostic[];
}

type Verdict = 'forward' | 'ahead' | { readonly code: Code; readonly why: string };

/** A path on both sides; undefined where it is not there. */
interface Pair {
  readonly path: string;
  readonly from: Uint8Array | undefined;
  readonly to: Uint8Array | undefined;
}

/**
 * Compares two sides file by file. A file goes forward where the source has held what the target holds, or the target
 * never held the file; the target is ahead where it is the other way round; everything else is a conflict.
 */
export async function compareSides(source: SyncSide, target: SyncSide): Promise<Compared> {
  const pairs = await differingPairs(source, target);
  const pathsWith = (side: 'from' | 'to'): string[] =>
    pairs.flatMap((pair) => (pair[side] === undefined ? [] : [pair.path]));
  const sourceHeld = await historyOf(source, pathsWith('to'));
  const targetHeld = await historyOf(target, pathsWith('from'));
  const verdicts = new Map(
    pairs.map((pair) => [pair.path, judge(pair, { source, target, sourceHeld, targetHeld })] as const),
  );
  // A signature goes with its manifest, whose bytes it covers.
  for (const { path } of pairs) {
    const role = roleOf(path);
    const of = role.kind === 'signature' ? verdicts.get(role.signs) : undefined;
    if (of !== undefined) verdicts.set(path, of);
  }
  const edits: PlannedEdit[] = [];
  const ahead: string[] = [];
  const conflicts: Diagnostic[] = [];
  for (const { path, from, to } of pairs) {
    const verdict = verdicts.get(path);
    if (verdict === 'forward') edits.push({ path, before: to, after: from });
    else if (verdict === 'ahead') ahead.push(path);
    else if (verdict !== undefined) conflicts.push(conflict(path, verdict.code, verdict.why));
  }
  if (edits.length > 0) {
    const why = 'the target has changed it, and the source has something else that is new';
    conflicts.push(...ahead.map((path) => conflict(path, 'HYPER_SYNC_AHEAD', why)));
  }
  return { edits, ahead, conflicts: dropEchoes(conflicts) };
}

interface Sides {
  readonly source: SyncSide;
  readonly target: SyncSide;
  readonly sourceHeld: HasHeld;
  readonly targetHeld: HasHeld;
}

function judge({ path, from, to }: Pair, { source, target, sourceHeld, targetHeld }: Sides): Verdict {
  const isForward = to === undefined || sourceHeld(path, to);
  const isAhead = from === undefined || targetHeld(path, from);
  if (from === undefined && !isForward) return 'ahead';
  if (to === undefined && !isAhead) return 'forward';
  if (to !== undefined && from !== undefined && isPublished(target, path) && isPublished(source, path))
    return { code: 'HYPER_SYNC_RELEASE', why: 'the two registries hold other bytes for this release' };
  if (from === undefined && isPublished(target, path) && !isTombstone(source, path))
    return { code: 'HYPER_SYNC_RELEASE', why: 'the source took the release away without a tombstone' };
  // Gone on one side, and once there on the other: whoever took it away went on, but for what may never go.
  if (from === undefined) return 'forward';
  if (to === undefined) return isPublished(source, path) && !isTombstone(target, path) ? 'forward' : 'ahead';
  if (isForward !== isAhead) return isForward ? 'forward' : 'ahead';
  return { code: 'HYPER_SYNC_DIVERGED', why: 'each side has changed it in its own way' };
}

/** The files in which the two differ, with their bytes, in order of paths. */
async function differingPairs(source: SyncSide, target: SyncSide): Promise<Pair[]> {
  const paths = sortedBy(new Set([...source.files.keys(), ...target.files.keys()]), (path) => path);
  const open = paths.filter((path) => {
    const [from, to] = [source.files.get(path), target.files.get(path)];
    return from?.oid !== to?.oid || from?.oid === '' || from === undefined;
  });
  const [froms, tos] = await Promise.all(
    [source, target].map((side) =>
      readFiles(
        side,
        open.flatMap((path) => side.files.get(path) ?? []),
      ),
    ),
  );
  return open.flatMap((path) => {
    const [from, to] = [froms?.get(path), tos?.get(path)];
    const isSame = from !== undefined && to !== undefined && Buffer.compare(from, to) === 0;
    return isSame ? [] : [{ path, from, to }];
  });
}

function conflict(path: string, code: Code, why: string): Diagnostic {
  const hint =
    code === 'HYPER_SYNC_AHEAD'
      ? 'mirror the other way first'
      : `compare: hyper audit, hyper verify ${toOneLine(path)}`;
  return { code, severity: 'error', path, message: `"${toOneLine(path)}" cannot be mirrored: ${why}`, hint };
}

/** What is said of a manifest need not be said of its signatures too. */
function dropEchoes(conflicts: readonly Diagnostic[]): Diagnostic[] {
  const told = new Set(conflicts.map(({ path }) => path));
  return conflicts.filter(({ path }) => {
    const role = roleOf(path ?? '');
    return role.kind !== 'signature' || !told.has(role.signs);
  });
}
