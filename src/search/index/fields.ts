import { timeSpan } from '../query/span.ts';
import type { Span } from '../query/span.ts';
import type { SearchDocument } from './search-document.ts';

/** Fields whose words are searched, in the order of their bits; `average` is a constant, so that one document's entry
 *  never depends on another's. Tokens beyond `limit` are not indexed (ATTACKS X13). */
export const TEXT_FIELDS = [
  { name: 'name', boost: 10, average: 2, limit: 12 },
  { name: 'namespace', boost: 2, average: 3, limit: 16 },
  { name: 'description', boost: 1, average: 12, limit: 200 },
  { name: 'tags', boost: 4, average: 4, limit: 32 },
  { name: 'keywords', boost: 3, average: 4, limit: 32 },
] as const;

export type TextField = (typeof TEXT_FIELDS)[number]['name'];

/** Fields that hold one or several exact values: for filters and facets. */
export const VALUE_FIELDS = [
  'type',
  'state',
  'license',
  'author',
  'namespace',
  'name',
  'tags',
  'keywords',
  'version',
  'published',
] as const;
export type ValueField = (typeof VALUE_FIELDS)[number];

/** Fields that facets can count. */
export const FACET_FIELDS = ['type', 'state', 'license', 'author', 'namespace', 'tags', 'keywords'] as const;
export type FacetField = (typeof FACET_FIELDS)[number];

/** Fields with an order: days and numbers. */
export const ORDER_FIELDS = ['created', 'updated', 'rating', 'downloadCount'] as const;
export type OrderField = (typeof ORDER_FIELDS)[number];

/** Values beyond these are neither filtered by nor counted. */
export const MAX_VALUES = 32;
const MAX_VALUE_UNITS = 100;
const PLAIN_VALUE = /^[a-z0-9./-]{0,100}$/u;

/** The values of a field as filters compare them: in lower case but as written otherwise, without repeats. Pure. */
export function valuesOf(document: SearchDocument, field: ValueField): string[] {
  const found = new Set<string>();
  for (const value of rawValues(document, field)) {
    if (found.size >= MAX_VALUES) break;
    if (value !== undefined && value !== '') found.add(toValue(value));
  }
  return [...found];
}

/** The form in which values are compared. Pure. */
export function toValue(text: string): string {
  if (PLAIN_VALUE.test(text)) return text;
  return text
    .slice(0, MAX_VALUE_UNITS)
    .toLowerCase()
    .replace(/\p{Surrogate}/gu, '');
}

/** The values of a field as they are written. Pure. */
export function rawValues(document: SearchDocument, field: ValueField): readonly (string | undefined)[] {
  switch (field) {
    case 'tags':
      return document.tags;
    case 'keywords':
      return document.keywords;
    case 'published':
      return [String(document.state === 'published' || document.state === 'deprecated')];
    case 'type':
    case 'state':
    case 'license':
    case 'author':
    case 'namespace':
    case 'name':
    case 'version':
      return [document[field]];
  }
}

/** The numbers that stand for the values of a document, in the order of `ORDER_FIELDS`: seconds since 1970, or thousandths;
 *  undefined where there is none. Pure. */
export function ordersOf({
  created,
  published,
  rating,
  downloadCount,
}: SearchDocument): (number | undefined)[] {
  const first = toSeconds(created);
  const last = published === undefined ? first : toSeconds(published);
  return [first, last, toThousandths(rating), toThousandths(downloadCount)];
}

/** The first and the last value that a text stands for, a day all of its seconds; undefined where it is none of the field. Pure. */
export function parseOrder(field: OrderField, text: string): Span | undefined {
  if (field === 'created' || field === 'updated') {
    const span = timeSpan(text);
    return span && [secondsOf(span[0]), secondsOf(span[1])];
  }
  const number = /^\d{1,12}(?:\.\d{1,3})?$/u.test(text) ? toThousandths(Number(text)) : undefined;
  return number === undefined ? undefined : [number, number];
}

function toSeconds(text: string): number | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : secondsOf(time);
}

function secondsOf(milliseconds: number): number {
  return Math.max(0, Math.floor(milliseconds / 1000));
}

function toThousandths(value: number | undefined): number | undefined {
  return value === undefined || !(value >= 0) ? undefined : Math.round(Math.min(value, 1e12) * 1000);
}
