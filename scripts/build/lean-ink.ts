import type { Plugin } from 'esbuild';

/** What stands in for a module that Ink imports, by the name that it imports it by. */
const STAND_INS: ReadonlyMap<string, string> = new Map([
  // A terminal in CI is a terminal: whether there is one is asked before Ink is loaded.
  ['is-in-ci', 'export default false;'],
  ['./devtools.js', "throw new Error('the tools for developers of Ink are not in the bundle');"],
]);

/** Ink without its tools for developers, which an environment variable would load; the build fails where it imports them no more. */
export function leanInk(): Plugin {
  return {
    name: 'lean-ink',
    setup(build) {
      const used = new Set<string>();
      build.onResolve({ filter: /^(?:is-in-ci|\.\/devtools\.js)$/ }, ({ path, importer }) => {
        if (!/[\\/]ink[\\/]build[\\/]/u.test(importer)) return undefined;
        used.add(path);
        return { path, namespace: 'lean-ink' };
      });
      build.onLoad({ filter: /./, namespace: 'lean-ink' }, ({ path }) => ({
        contents: STAND_INS.get(path) ?? '',
        loader: 'js',
      }));
      build.onEnd(() => ({
        errors: [...STAND_INS.keys()]
          .filter((name) => !used.has(name))
          .map((name) => ({ text: `Ink no longer imports ${name}` })),
      }));
    },
  };
}
