import { digestHex } from '../../core/index.ts';
import type { OutputFile } from '../output-file.ts';

/** A module of ours that another imports. */
const IMPORTED = /(["'])\.\/([a-z-]+)\.js\1/gu;

/**
 * Modules by their names without the ending, each where its name holds its digest. One that imports another of them names it
 * by that. Pure.
 */
export function placeScripts(scripts: readonly OutputFile[]): Map<string, OutputFile> {
  const given = new Map(scripts.map(({ path, bytes }) => [path.replace(/\.js$/u, ''), bytes]));
  const placed = new Map<string, OutputFile>();
  const place = (name: string, bytes: Uint8Array, above: readonly string[]): OutputFile => {
    const known = placed.get(name);
    if (known !== undefined) return known;
    const text = new TextDecoder().decode(bytes);
    const bound = text.replace(IMPORTED, (whole, quote: string, other: string) => {
      const imported = above.includes(other) ? undefined : given.get(other);
      if (imported === undefined) return whole;
      const { path } = place(other, imported, [...above, other]);
      return `${quote}./${path.replace(/^.*\//u, '')}${quote}`;
    });
    const own = bound === text ? bytes : new TextEncoder().encode(bound);
    const file = { path: `assets/${name}-${digestHex(own).slice(0, 12)}.js`, bytes: own };
    placed.set(name, file);
    return file;
  };
  for (const [name, bytes] of given) place(name, bytes, [name]);
  return placed;
}
