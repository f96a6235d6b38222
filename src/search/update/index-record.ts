import { sortedBy } from '../../core/index.ts';
import type { SharedParts } from '../store/part-keeper.ts';

/** What an index does not say of itself, and who changes a part of it has to know. */
export interface IndexRecord {
  /** As `DocumentBuckets` gives them. */
  readonly buckets: readonly string[];
  readonly shared: SharedParts;
}

/** Changes where an index, or what is kept of it, is made otherwise. */
const FORMAT = 1;

/** The record as JSON. Pure. */
export function renderRecord({ buckets, shared }: IndexRecord): string {
  const parts = sortedBy(shared, ([digest]) => digest);
  return `${JSON.stringify({ formatVersion: FORMAT, buckets, shared: parts })}\n`;
}

/** Undefined where the text is no record. Pure. */
export function parseRecord(text: string): IndexRecord | undefined {
  try {
    const record = JSON.parse(text) as {
      readonly [field in 'formatVersion' | 'buckets' | 'shared']?: unknown;
    };
    const { formatVersion, buckets, shared } = record;
    const isOurs = formatVersion === FORMAT && isList(buckets, isDigest) && isList(shared, isUse);
    return isOurs ? { buckets, shared: new Map(shared) } : undefined;
  } catch {
    return undefined;
  }
}

function isList<T>(value: unknown, isOne: (value: unknown) => value is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isOne);
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string';
}

function isUse(value: unknown): value is readonly [digest: string, uses: number] {
  return Array.isArray(value) && typeof value[0] === 'string' && Number.isSafeInteger(value[1]);
}
