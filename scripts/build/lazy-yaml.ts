import type { Plugin } from 'esbuild';
import * as yaml from 'yaml';

/** The file in `dist/` that the parser of YAML with positions is bundled into. */
export const YAML_FILE = 'yaml.cjs';

/**
 * Loads `yaml` at its first use instead of at start: only texts with faults, and YAML output, need it, and loading it is
 * a tenth of a short command. `path` leads there from the files of the bundle. Functions and classes come through proxies that look the same to their callers.
 */
export function lazyYaml(path: string): Plugin {
  return {
    name: 'lazy-yaml',
    setup(build) {
      build.onResolve({ filter: /^yaml$/ }, () => ({
        path: 'yaml',
        namespace: 'lazy-yaml',
        sideEffects: false,
      }));
      build.onLoad({ filter: /.*/, namespace: 'lazy-yaml' }, () => ({
        contents: lazyModule(path),
        loader: 'js',
      }));
    },
  };
}

function lazyModule(path: string): string {
  const names = Object.keys(yaml).filter((name) => name !== 'default');
  return `import { createRequire } from 'node:module';
let loaded;
const load = () => (loaded ??= createRequire(import.meta.url)('${path}'));
const lazy = (name) => new Proxy(function () {}, {
  apply: (target, self, values) => load()[name](...values),
  construct: (target, values) => new (load()[name])(...values),
  get: (target, key) => load()[name][key],
});
${names.map((name) => `export const ${name} = /* @__PURE__ */ lazy('${name}');`).join('\n')}
`;
}
