import { findRegistryRoot } from '../adapters/registry/index.ts';
import { realPathOf } from '../adapters/system/index.ts';
import { parseNamespacePath, parseReference } from '../names/index.ts';

/**
 * The registry that a word names where it is a path: the nearest one around it. A namespace or a reference says nothing of
 * that, and leaves it to `--registry`, `HYPER_REGISTRY` and the current folder: undefined.
 */
export function registryAround(word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  if (realPathOf(word) === undefined && isName(word)) return undefined;
  return findRegistryRoot(word) ?? word;
}

function isName(word: string): boolean {
  if (parseNamespacePath(word).ok) return true;
  const parsed = parseReference(word, { allowDotted: true });
  return parsed.ok && parsed.value.kind === 'name' && parsed.value.namespace !== undefined;
}
