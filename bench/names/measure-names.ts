import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { NameIndex } from '../../src/gate/change/name-index.ts';
import type { Imitation } from './known-imitations.ts';

/** How many of some names were found, or raised an alarm. */
export interface Share {
  readonly hits: number;
  readonly of: number;
}

/** Per kind and altogether: imitations for which the rule names what they imitate, among the names of a whole registry. */
export function measureRecall(
  imitations: readonly Imitation[],
  others: readonly string[],
): ReadonlyMap<string, Share & { readonly missed: readonly string[] }> {
  const known = new Set([...imitations.map(({ imitated }) => imitated), ...others]);
  const index = new NameIndex([...known].map(toReference));
  const kinds = new Map<string, { hits: number; of: number; missed: string[] }>();
  for (const { name, imitated, kind } of imitations) {
    const isFound = index.neighboursOf(name).some(({ reference }) => reference === toReference(imitated));
    for (const key of [kind, 'all']) {
      const share = kinds.get(key) ?? { hits: 0, of: 0, missed: [] };
      share.of += 1;
      if (isFound) share.hits += 1;
      else share.missed.push(`${name} (${imitated})`);
      kinds.set(key, share);
    }
  }
  return kinds;
}

/** Honest names that are like another of their registry: what a maintainer would look at for nothing. */
export function measureAlarms(names: readonly string[]): Share & { readonly alarmed: readonly string[] } {
  const index = new NameIndex(names.map(toReference));
  const alarmed = names.flatMap((name) => {
    const [nearest] = index.neighboursOf(name);
    return nearest === undefined
      ? []
      : [`${name} (${nearest.reference.slice('org.x/'.length)}, ${nearest.why})`];
  });
  return { hits: alarmed.length, of: names.length, alarmed };
}

/** The names of a real registry, as this one would spell them, each once. */
export function realNames(folder: string, registry: string): readonly string[] {
  const lines = gunzipSync(readFileSync(join(folder, `${registry}.jsonl.gz`)))
    .toString('utf8')
    .split('\n');
  const names = lines.filter(Boolean).map((line) => (JSON.parse(line) as { readonly name: string }).name);
  return [...new Set(names.map((name) => name.toLowerCase().replaceAll(/[._]/gu, '-')))];
}

function toReference(name: string): string {
  return `org.x/${name}`;
}
