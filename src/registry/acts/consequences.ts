import { canonicalJson } from '../../core/index.ts';
import type { ManifestChange } from '../change-set.ts';
import { roleOf } from '../file-role.ts';
import { folderOf } from '../registry-index.ts';
import { listOf, own, recordOf } from './act.ts';
import type { Act } from './act.ts';

/** The acts of a change that no other act of it tells already, in their order. Pure. */
export function withoutConsequences(told: readonly Act[], changes: readonly ManifestChange[]): Act[] {
  const byPath = new Map(changes.map((change) => [change.path, change]));
  const rewritten = new Set(told.flatMap(({ operation, path }) => (operation === 'rewrite' ? [path] : [])));
  const places = newlySigned(changes);
  const folders = new Set<string>();
  for (const { path } of told) if (roleOf(path).kind !== 'text') folders.add(folderOf(path));
  const moved = new Set(told.flatMap(({ operation, target }) => (operation === 'publish' ? [target] : [])));
  const published = new Set<string>();
  for (const { role, status } of changes)
    if (role.kind === 'release' && status === 'added') published.add(`${role.namespace}/${role.name}`);
  return told.filter((act) => {
    switch (roleOf(act.path).kind) {
      case 'signature':
        return !isTakenAlong(act, { byPath, rewritten, places });
      case 'text':
        return !folders.has(folderOf(act.path));
      case 'release':
        // The time of its publication.
        return !(act.details === '/publishedAt' && moved.has(act.target));
      case 'state':
        return !(published.has(act.target) && saysRowsAlone(act, byPath.get(act.path)));
      default:
        return true;
    }
  });
}

/** Whether all that is told of a state is that releases are in it: the acts of these releases say so. */
function saysRowsAlone({ operation, details }: Act, change: ManifestChange | undefined): boolean {
  if (operation !== 'update' || change === undefined) return false;
  if (change.status === 'added') return details === '';
  const { status, fields } = change;
  return (
    status === 'changed' &&
    fields.every(({ pointer }) => pointer === '/revision' || pointer.startsWith('/releases'))
  );
}

interface Known {
  readonly byPath: ReadonlyMap<string, ManifestChange>;
  /** Files with an act that breaks the law. */
  readonly rewritten: ReadonlySet<string>;
  readonly places: readonly string[];
}

/**
 * Whether a signature went because what it covers was edited or taken away in the same change: the act on that file tells
 * it, and that the file is unsigned now. Not so of what may not change: there it stays an act of its own. Nor is it one
 * where the first signers of a namespace take over, since nobody counts the signatures of those above from then on.
 */
function isTakenAlong({ operation, target }: Act, { byPath, rewritten, places }: Known): boolean {
  if (operation !== 'rewrite') return false;
  const covered = byPath.get(target);
  if (covered === undefined) return places.some((place) => target.startsWith(place));
  if (covered.role.kind === 'trust-root') return isKept(covered, byPath);
  return covered.status !== 'added' && !rewritten.has(target);
}

/** Whether a trust root went to `trust/root.<n>.yaml` as it was, with signatures beside it, to make room for the next. */
function isKept({ before }: ManifestChange, byPath: ReadonlyMap<string, ManifestChange>): boolean {
  if (before === undefined) return false;
  const version = own(recordOf(before), 'version');
  if (typeof version !== 'number') return false;
  const file = `trust/root.${String(version)}`;
  const kept = byPath.get(`${file}.yaml`);
  const isSigned = byPath.get(`${file}.sigstore.json`)?.status === 'added';
  return isSigned && kept?.after !== undefined && canonicalJson(kept.after) === canonicalJson(before);
}

/** Folders of namespaces that had no signers and have some now. */
function newlySigned(changes: readonly ManifestChange[]): readonly string[] {
  return changes.flatMap(({ role, path, status, before, after }) => {
    if (role.kind !== 'namespace' || status !== 'changed') return [];
    const isNew = countSigners(before) === 0 && countSigners(after) > 0;
    return isNew ? [`${folderOf(path)}/`] : [];
  });
}

function countSigners(namespace: ManifestChange['before']): number {
  const signing = recordOf(own(recordOf(namespace), 'signing'));
  return listOf(own(signing, 'keys')).length + listOf(own(signing, 'identities')).length;
}
