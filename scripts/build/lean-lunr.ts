import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** Parts of lunr that make words: its tokens, its stemmer, its list of words that say nothing. */
const USED: readonly (readonly [from: string, to: string])[] = [
  ['lunr.Token = function', '/**\n * Creates a clone of this token.'],
  ['/*!\n * lunr.stemmer\n', '/*!\n * lunr.trimmer\n'],
];
const NOTES = /^lunr\.Pipeline\.registerFunction\(.*\)$/gmu;

/** Leaves lunr's own index out of a bundle: a browser needs its words alone. Fails where lunr is not as expected. */
export function leanLunr(): Plugin {
  return {
    name: 'lean-lunr',
    setup(build) {
      build.onLoad({ filter: /[/\\]lunr[/\\]lunr\.js$/ }, ({ path }) => {
        const whole = readFileSync(path, 'utf8');
        const parts = USED.map((part) => between(whole, part).replace(NOTES, ''));
        return { contents: ['const lunr = {};', ...parts, 'export default lunr;'].join('\n'), loader: 'js' };
      });
    },
  };
}

function between(text: string, [from, to]: readonly [string, string]): string {
  const [start, end] = [text.indexOf(from), text.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`lunr has no part between ${from.trim()} and ${to.trim()}`);
  return text.slice(start, end);
}
