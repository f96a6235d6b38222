import { canonicalJson, compareText } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { formatOfApiVersion } from '../../manifest/index.ts';
import { own, recordOf, textOf } from './act.ts';
import type { Act, ActOperation, JsonRecord } from './act.ts';

/** The acts that a change of an artifact.yaml tells, its releases in order of version text. Pure. */
export function stateActs(
  reference: string,
  path: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): Act[] {
  const [old, current] = [recordOf(before), recordOf(after)];
  const acts: Act[] = [];
  const [oldReleases, releases] = [old, current].map((side) => recordOf(own(side, 'releases')));
  for (const version of namesOf(oldReleases, releases)) {
    const row = (side: JsonRecord | undefined): JsonRecord => recordOf(own(side ?? {}, version));
    acts.push(...releaseActs(`${reference}@${version}`, path, row(oldReleases), row(releases)));
  }
  acts.push(...namedVersionActs('promote', 'channels', { reference, path, old, current }));
  acts.push(...namedVersionActs('tag', 'tags', { reference, path, old, current }));
  acts.push(...formatActs(reference, path, old, current));
  const [from, to] = [old, current].map((side) => textOf(own(recordOf(own(side, 'redirect')), 'artifact')));
  if (from !== to)
    acts.push({
      operation: 'rename',
      target: reference,
      path,
      details: `${from || 'here'} → ${to || 'here'}`,
    });
  return acts;
}

/** The format of the manifest and the word of its keepers, where there was one before. */
function formatActs(target: string, path: string, old: JsonRecord, current: JsonRecord): Act[] {
  const [from, to] = [old, current].map((side) => formatOfApiVersion(own(side, 'apiVersion')) ?? 0);
  const acts: Act[] = [];
  if (from !== 0 && to !== 0 && from !== to)
    acts.push({
      operation: (to ?? 0) > (from ?? 0) ? 'upgrade' : 'downgrade',
      ...{ target, path, details: `format ${String(from)} → ${String(to)}` },
    });
  if (differs(old, current, 'notice'))
    acts.push({ operation: 'update', target, path, details: `notice: ${textOf(own(current, 'notice'))}` });
  return acts;
}

/** The life of a release as its row tells it: a row that is absent means published. */
function releaseActs(target: string, path: string, old: JsonRecord, current: JsonRecord): Act[] {
  const acts: Act[] = [];
  const add = (operation: ActOperation, details: string): void => {
    acts.push({ operation, target, path, details });
  };
  const [from, to] = [old, current].map((row) => textOf(own(row, 'state')) || 'published');
  if (from !== to)
    add(moveOf(from ?? '', to ?? ''), `${from ?? ''} → ${to ?? ''}${reasonOf(current, 'deprecation')}`);
  else if (differs(old, current, 'deprecation'))
    add('deprecate', `told anew${reasonOf(current, 'deprecation')}`);
  addPresence(old, current, 'yanked', (isThere) => {
    add(isThere ? 'yank' : 'unyank', textOf(own(recordOf(own(current, 'yanked')), 'reason')));
  });
  addPresence(old, current, 'unpublished', (isThere) => {
    add(isThere ? 'unpublish' : 'publish', textOf(own(recordOf(own(current, 'unpublished')), 'reason')));
  });
  addPresence(old, current, 'tombstone', (isThere) => {
    const reason = textOf(own(recordOf(own(current, 'tombstone')), 'reason'));
    add(isThere ? 'delete' : 'rewrite', isThere ? reason : 'the tombstone was taken away');
  });
  return acts;
}

function moveOf(from: string, to: string): ActOperation {
  if (to === 'archived') return 'archive';
  if (from === 'archived') return 'restore';
  if (to === 'deprecated') return 'deprecate';
  if (from === 'deprecated') return 'undeprecate';
  return to === 'published' ? 'publish' : 'update';
}

/** Calls back where a part of a row came or went; another text of it counts as coming again. */
function addPresence(
  old: JsonRecord,
  current: JsonRecord,
  name: string,
  tell: (isThere: boolean) => void,
): void {
  if (differs(old, current, name)) tell(own(current, name) !== undefined);
}

function differs(old: JsonRecord, current: JsonRecord, name: string): boolean {
  const [before, after] = [own(old, name), own(current, name)];
  if (before === undefined || after === undefined) return before !== after;
  return canonicalJson(before) !== canonicalJson(after);
}

function reasonOf(row: JsonRecord, name: string): string {
  const reason = textOf(own(recordOf(own(row, name)), 'reason'));
  return reason === '' ? '' : `: ${reason}`;
}

function namedVersionActs(
  operation: 'promote' | 'tag',
  field: 'channels' | 'tags',
  { reference, path, old, current }: Named,
): Act[] {
  const [before, after] = [old, current].map((side) => recordOf(own(side, field)));
  return namesOf(before, after).flatMap((name) => {
    const [from, to] = [before, after].map((side) => textOf(own(side ?? {}, name)));
    if (from === to) return [];
    const target = to ? `${reference}@${to}` : reference;
    return [{ operation, target, path, details: `${name}: ${from || 'nothing'} → ${to || 'nothing'}` }];
  });
}

interface Named {
  readonly reference: string;
  readonly path: string;
  readonly old: JsonRecord;
  readonly current: JsonRecord;
}

function namesOf(...sides: readonly (JsonRecord | undefined)[]): string[] {
  return [...new Set(sides.flatMap((side) => Object.keys(side ?? {})))].sort(compareText);
}
