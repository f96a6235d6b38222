import { toOneLine } from '../core/index.ts';
import { parseNamespacePath } from './namespace-path.ts';
import type { NamespacePath } from './namespace-path.ts';
import { segmentsOf } from './namespace-tree.ts';
import { parsed, refused } from './parsed.ts';
import type { Parsed } from './parsed.ts';

/** Segments to compare with, `*` for any one segment; no segment at all stands for every namespace. */
export type NamespacePattern = readonly string[];

const ANY = '*';
const SEGMENT = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/u;
const HINT = 'write a namespace with * for whole segments, for example org.*.production, or * alone for all';

/**
 * A pattern of namespaces, `org.*.production`: `*` stands for exactly one segment, and `*` alone for every namespace. A
 * star beside letters, an empty segment and upper case are refused. Pure.
 */
export function parseNamespacePattern(text: string): Parsed<NamespacePattern> {
  if (text === ANY) return parsed([]);
  if (!text.includes(ANY)) {
    const path = parseNamespacePath(text);
    if (path.ok) return path.value === text ? parsed(segmentsOf(path.value)) : misspelt(text, path.value);
  }
  const segments = text.split('.');
  if (segments.every((segment) => segment === ANY || SEGMENT.test(segment))) return parsed(segments);
  return refused(
    'HYPER_NAMESPACE_PATTERN',
    `"${toOneLine(text.slice(0, 80))}" is no pattern of namespaces`,
    HINT,
  );
}

/**
 * Whether the pattern covers the namespace: the namespace or one above it matches segment by segment, so what is said of
 * `org.*.production` holds below it too, and `org.acme` never covers `org.acme-x` (O05). Pure.
 */
export function coversNamespace(pattern: NamespacePattern, path: NamespacePath): boolean {
  const segments = segmentsOf(path);
  if (segments.length < pattern.length) return false;
  return pattern.every((wanted, index) => wanted === ANY || wanted === segments[index]);
}

/** Whether every namespace that `narrow` covers is covered by `wide` as well. Pure. */
export function includesPattern(wide: NamespacePattern, narrow: NamespacePattern): boolean {
  if (narrow.length < wide.length) return false;
  return wide.every((wanted, index) => wanted === ANY || wanted === narrow[index]);
}

function misspelt(text: string, canonical: string): Parsed<NamespacePattern> {
  return refused(
    'HYPER_NAMESPACE_PATTERN',
    `"${toOneLine(text.slice(0, 80))}" is no canonical path`,
    `write ${canonical}`,
  );
}
