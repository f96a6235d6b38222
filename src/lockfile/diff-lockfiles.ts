import { canonicalJson, compareText, toOneLine } from '../core/index.ts';
import type { JsonObject } from '../core/index.ts';
import { compareVersions, parseVersion } from '../version/index.ts';
import type { LockedPackage, Lockfile } from './lockfile.ts';

/** What became of one package. */
export interface LockChange {
  readonly kind: 'added' | 'removed' | 'upgraded' | 'downgraded' | 'changed';
  /** `namespace/name`. */
  readonly artifact: string;
  readonly from: string | null;
  readonly to: string | null;
  /** What differs besides the version, in order of name. */
  readonly fields: readonly string[];
}

/** What differs between two locks, in order of artifact. Pure. */
export function diffLockfiles(before: Lockfile | undefined, after: Lockfile): readonly LockChange[] {
  const old = before?.packages ?? new Map<string, LockedPackage>();
  const names = [...new Set([...old.keys(), ...after.packages.keys()])].sort(compareText);
  return names.flatMap((name) => changeOf(name, old.get(name), after.packages.get(name)) ?? []);
}

/** The change in words, on one line: `org.acme/x goes up from 1.0.0 to 1.2.0`. Safe to print. */
export function formatLockChange({ kind, artifact, from, to, fields }: LockChange): string {
  const name = toOneLine(artifact);
  switch (kind) {
    case 'added':
      return `${name} ${to ?? ''} is new`;
    case 'removed':
      return `${name} ${from ?? ''} is gone`;
    case 'upgraded':
      return `${name} goes up from ${from ?? ''} to ${to ?? ''}`;
    case 'downgraded':
      return `${name} goes down from ${from ?? ''} to ${to ?? ''}`;
    case 'changed':
      return `${name} ${to ?? ''} keeps its version and changes its ${joinWords(fields)}`;
  }
}

function changeOf(
  artifact: string,
  old: LockedPackage | undefined,
  now: LockedPackage | undefined,
): LockChange | undefined {
  if (now === undefined) {
    return old === undefined
      ? undefined
      : { kind: 'removed', artifact, from: old.version, to: null, fields: [] };
  }
  if (old === undefined) return { kind: 'added', artifact, from: null, to: now.version, fields: [] };
  const fields = differingFields(old, now);
  const order = compareTexts(old.version, now.version);
  if (old.version !== now.version) {
    return {
      kind: order > 0 ? 'downgraded' : 'upgraded',
      artifact,
      from: old.version,
      to: now.version,
      fields,
    };
  }
  return fields.length === 0
    ? undefined
    : { kind: 'changed', artifact, from: old.version, to: now.version, fields };
}

function compareTexts(left: string, right: string): number {
  const [one, other] = [parseVersion(left), parseVersion(right)];
  return one.ok && other.ok ? compareVersions(one.value, other.value) : compareText(left, right);
}

function differingFields(left: LockedPackage, right: LockedPackage): string[] {
  const [old, now] = [toFields(left), toFields(right)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => name !== 'version' && old.get(name) !== now.get(name))
    .sort(compareText);
}

function toFields({ dependencies, ...rest }: LockedPackage): Map<string, string> {
  const json: JsonObject = JSON.parse(
    JSON.stringify({ ...rest, dependencies: Object.fromEntries(dependencies) }),
  ) as JsonObject;
  return new Map(Object.entries(json).map(([name, value]) => [name, canonicalJson(value)]));
}

function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
