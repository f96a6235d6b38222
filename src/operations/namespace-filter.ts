import { HyperError } from '../core/index.ts';
import { parseNamespacePath } from '../names/index.ts';
import type { NamespacePath } from '../names/index.ts';

/** Reads a namespace that a user gave, in any accepted spelling. Errors: those of `parseNamespacePath`. */
export function requireNamespace(text: string): NamespacePath {
  const parsed = parseNamespacePath(text);
  if (parsed.ok) return parsed.value;
  const { code, message, hint } = parsed.fault;
  throw new HyperError(code, message, hint === undefined ? {} : { hint });
}

/**
 * Whether a namespace is the given one or below it, by whole segments (ATTACKS O05); everything is, where none is given.
 * A scope alone (`org`) takes all of its namespaces. Errors: those of `parseNamespacePath`.
 */
export function isNamespaceWithin(text: string | undefined): (namespace: string) => boolean {
  if (text === undefined) return () => true;
  const top = text === 'org' || text === 'user' ? text : requireNamespace(text);
  const starts = [`${top}.`, `${top}/`];
  return (namespace) => namespace === top || starts.some((start) => namespace.startsWith(start));
}
