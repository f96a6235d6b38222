import { textFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';

/** Where a signed site keeps the commits of its first-parent line, the oldest first, one a line. */
export const HISTORY_PATH = 'trust/history.txt';

/** The file of a history. A client that remembers a commit sees there whether the new state follows from it. Pure. */
export function renderHistory(commits: readonly string[]): OutputFile {
  return textFile(HISTORY_PATH, commits.map((commit) => `${commit}\n`).join(''));
}

/** The commits of a history, or undefined where the text is none. Pure. */
export function parseHistory(text: string): readonly string[] | undefined {
  if (!/^(?:[0-9a-f]{40}(?:[0-9a-f]{24})?\n)+$/u.test(text.slice(0, 1_000_000_000))) return undefined;
  return text.trimEnd().split('\n');
}

/**
 * Which commits of a history to remember: the last, ever fewer of those before it, and the first, each with its place from 1. So a
 * fork can be told from commit to commit near the end, and between two that lie apart far back. Pure.
 */
export function trailOf(
  commits: readonly string[],
): readonly (readonly [sequence: number, commit: string])[] {
  const trail: (readonly [number, string])[] = [];
  for (let distance = 0; distance < commits.length; distance = distance < 8 ? distance + 1 : distance * 2) {
    const sequence = commits.length - distance;
    const commit = commits[sequence - 1];
    if (commit !== undefined) trail.push([sequence, commit]);
  }
  const [first] = commits;
  if (first !== undefined && trail.at(-1)?.[0] !== 1) trail.push([1, first]);
  return trail.reverse();
}
