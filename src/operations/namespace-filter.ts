import { HyperError, toOneLine, toTypedError } from '../core/index.ts';
import { parseNamespacePath, suggest } from '../names/index.ts';
import type { NamespacePath } from '../names/index.ts';

/** Reads a namespace that a user gave, in any accepted spelling. Errors: those of `parseNamespacePath`. */
export function requireNamespace(text: string): NamespacePath {
  const parsed = parseNamespacePath(text);
  if (parsed.ok) return parsed.value;
  throw toTypedError(parsed.fault);
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

/**
 * As `isNamespaceWithin`, where the namespaces are known: one that is not there, and holds none that is, is told and not
 * taken for an empty one. Errors: also `HYPER_NAMESPACE_MISSING`.
 */
export function isWithinKnown(
  text: string | undefined,
  known: Iterable<string>,
): (namespace: string) => boolean {
  const isWithin = isNamespaceWithin(text);
  const paths = [...known];
  if (text !== undefined && !paths.some(isWithin)) throw namespaceMissing(text, paths);
  return isWithin;
}

/** That there is no such namespace, with the name that was probably meant. */
export function namespaceMissing(path: string, known: Iterable<string>): HyperError {
  const [near] = suggest(path, known, 1);
  return new HyperError('HYPER_NAMESPACE_MISSING', `there is no namespace "${toOneLine(path)}"`, {
    hint: near === undefined ? 'hyper namespace list shows what there is' : `did you mean "${near}"?`,
  });
}
