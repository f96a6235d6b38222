import { toOneLine } from '../core/index.ts';
import type { Code } from '../core/index.ts';
import { compareText } from '../core/index.ts';
import { parseArtifactName } from '../names/index.ts';

/** The name that a source's name gets here, or why it gets none. */
export type NameAnswer = { readonly name: string } | { readonly code: Code; readonly message: string };

/**
 * Gives each of a source's names its name in kebab-case: lower case, runs of other characters become one dash. A name
 * that is so already keeps it; of several others that would meet, the first in `compareText` order gets it and the rest
 * none. `toName` gives the name to spell, where that is not the source's. The order of the input does not matter. Pure.
 */
export function assignNames(
  sourceNames: Iterable<string>,
  toName: (name: string) => string = (name) => name,
): ReadonlyMap<string, NameAnswer> {
  const toKebab = (name: string): string => kebabOf(toName(name));
  const inOrder = [...new Set(sourceNames)].sort(compareText);
  const owners = new Map<string, string>();
  for (const name of inOrder) if (toKebab(name) === name) owners.set(name, name);
  for (const name of inOrder) if (!owners.has(toKebab(name))) owners.set(toKebab(name), name);
  return new Map(inOrder.map((name) => [name, answer(name, toKebab(name), owners)] as const));
}

function answer(sourceName: string, kebab: string, owners: ReadonlyMap<string, string>): NameAnswer {
  const parsed = parseArtifactName(kebab);
  if (!parsed.ok) {
    return {
      code: 'HYPER_IMPORT_NAME_REFUSED',
      message: `"${toOneLine(sourceName)}": ${parsed.fault.message}`,
    };
  }
  const owner = owners.get(kebab);
  if (owner === sourceName) return { name: kebab };
  return {
    code: 'HYPER_IMPORT_NAME_TWIN',
    message: `"${toOneLine(sourceName)}" would be "${kebab}", which "${toOneLine(owner ?? '')}" is already`,
  };
}

function kebabOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');
}
