import { isJsonObject } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';

/** What may be done to a registry, told from what differs (SPEC section 3); `rewrite` and `remove` break the law that a
 *  published release never changes. */
export const ACT_OPERATIONS = [
  'create',
  'publish',
  'unpublish',
  'deprecate',
  'undeprecate',
  'archive',
  'restore',
  'delete',
  'yank',
  'unyank',
  'tag',
  'promote',
  'rename',
  'update',
  'sign',
  'rewrite',
  'remove',
  'namespace.create',
  'namespace.update',
  'namespace.delete',
  'namespace.grant',
  'namespace.revoke',
  'key.register',
  'key.change',
  'key.remove',
  'policy.create',
  'policy.update',
  'policy.delete',
  'migrate',
  'upgrade',
  'downgrade',
  'registry.create',
  'registry.update',
  'trust.change',
] as const;

export type ActOperation = (typeof ACT_OPERATIONS)[number];

/** One act of a change. Its texts hold repository content: whoever prints them makes them safe. */
export interface Act {
  readonly operation: ActOperation;
  /** A reference with its version, a namespace, `NAMESPACE/policies/ID`, or a file where none of these fits. */
  readonly target: string;
  /** The file that tells it. */
  readonly path: string;
  /** What differs, in a few words; empty where the operation says it all. */
  readonly details: string;
}

export type JsonRecord = Readonly<Record<string, JsonValue>>;

const EMPTY: JsonRecord = {};

/** The mapping that a value is; an empty one where it is something else. Own properties only are to be read. */
export function recordOf(value: JsonValue | undefined): JsonRecord {
  return isJsonObject(value) ? value : EMPTY;
}

/** The value of a name of the mapping's own. */
export function own(record: JsonRecord, name: string): JsonValue | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The text that a value is, or the empty string. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The items of a list; none where it is something else. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** A number or text as a word; the empty string for anything else. */
export function wordOf(value: JsonValue | undefined): string {
  return typeof value === 'number' ? String(value) : textOf(value);
}
