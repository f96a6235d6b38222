import type { Plugin } from 'esbuild';
import * as yaml from 'yaml';

/** The file in `dist/` that the parser of YAML with positions is bundled into. */
export const YAML_FILE = 'yaml.cjs';

const INNER = 'hyper-yaml:inner';

/**
 * Loads `yaml` at its first use instead of at start: only texts with faults, and YAML output, need it, and loading it is
 * a tenth of a short command. `path` leads there from the files of the bundle. Functions and classes come through proxies that look the same to their callers.
 */
export function lazyYaml(path: string): Plugin {
  return plugin(`import { createRequire } from 'node:module';
const required = () => createRequire(import.meta.url)('${path}');`);
}

/** The same with the parser inside the file that it is used in: its code is then kept with the rest of that file. */
export function innerYaml(): Plugin {
  return plugin(`const required = () => require('${INNER}');`);
}

function plugin(required: string): Plugin {
  const namespace = 'lazy-yaml';
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter: /^yaml$/ }, ({ namespace: from }) =>
        from === namespace ? undefined : { path: 'yaml', namespace, sideEffects: false },
      );
      build.onResolve({ filter: /^hyper-yaml:inner$/ }, () =>
        build.resolve('yaml', { kind: 'require-call', namespace, resolveDir: import.meta.dirname }),
      );
      build.onLoad({ filter: /.*/, namespace }, () => ({
        contents: lazyModule(required),
        loader: 'js',
        resolveDir: import.meta.dirname,
      }));
    },
  };
}

function lazyModule(required: string): string {
  const names = Object.keys(yaml).filter((name) => name !== 'default');
  return `${required}
let loaded;
const load = () => (loaded ??= required());
const lazy = (name) => new Proxy(function () {}, {
  apply: (target, self, values) => load()[name](...values),
  construct: (target, values) => new (load()[name])(...values),
  get: (target, key) => load()[name][key],
});
${names.map((name) => `export const ${name} = /* @__PURE__ */ lazy('${name}');`).join('\n')}
`;
}
