const OURS = /^<{7}(?: |$)/u;
const BASE = /^\|{7}(?: |$)/u;
const MIDDLE = /^={7}$/u;
const THEIRS = /^>{7}(?: |$)/u;

/** The two texts that a merge could not join. */
export interface ConflictSides {
  readonly ours: string;
  readonly theirs: string;
  /** Offset of the first marker. */
  readonly offset: number;
  /** Both sides of every conflict kept, ours first, lines of theirs that ours has too left out. */
  readonly union: string;
}

type Part = 'both' | 'ours' | 'base' | 'theirs';

/** The sides of a text with git's conflict markers, `diff3` style too; undefined where it has none. Pure. */
export function splitConflict(text: string): ConflictSides | undefined {
  const lines = text.split('\n');
  const offset = firstMarker(lines);
  if (offset === undefined) return undefined;
  const sides = { ours: [] as string[], theirs: [] as string[], union: [] as string[] };
  let part: Part = 'both';
  let own: string[] = [];
  for (const raw of lines) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (OURS.test(line)) [part, own] = ['ours', []];
    else if (part !== 'both' && BASE.test(line)) part = 'base';
    else if (part !== 'both' && MIDDLE.test(line)) part = 'theirs';
    else if (THEIRS.test(line)) part = 'both';
    else {
      if (part === 'both' || part === 'ours') sides.ours.push(raw);
      if (part === 'both' || part === 'theirs') sides.theirs.push(raw);
      if (part === 'ours') own.push(raw);
      if (part === 'both' || part === 'ours' || (part === 'theirs' && !own.includes(raw)))
        sides.union.push(raw);
    }
  }
  return {
    ours: sides.ours.join('\n'),
    theirs: sides.theirs.join('\n'),
    union: sides.union.join('\n'),
    offset,
  };
}

function firstMarker(lines: readonly string[]): number | undefined {
  let offset = 0;
  for (const line of lines) {
    if (/^(?:<{7}|>{7}|\|{7})(?: |\r?$)/u.test(line)) return offset;
    offset += line.length + 1;
  }
  return undefined;
}
