import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** Parts of lunr that the search does not use: its own index, and what that is made of. */
const UNUSED: readonly (readonly [from: string, to: string])[] = [
  ['/*!\n * lunr.Vector\n', '/*!\n * lunr.stemmer\n'],
  ['/*!\n * lunr.TokenSet\n', '  /**\n   * export the module via AMD'],
];

/** Leaves lunr's own index out of a bundle: a browser needs its words alone. Fails where lunr is not as expected. */
export function leanLunr(): Plugin {
  return {
    name: 'lean-lunr',
    setup(build) {
      build.onLoad({ filter: /[/\\]lunr[/\\]lunr\.js$/ }, ({ path }) => {
        const whole = readFileSync(path, 'utf8');
        return { contents: UNUSED.reduce((text, part) => cut(text, part), whole), loader: 'js' };
      });
    },
  };
}

function cut(text: string, [from, to]: readonly [string, string]): string {
  const [start, end] = [text.indexOf(from), text.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`lunr has no part between ${from.trim()} and ${to.trim()}`);
  return text.slice(0, start) + text.slice(end);
}
