import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

/** Tables whose rows stand in files of their own, of which a run of a command uses one or two. */
const TABLES: readonly string[] = ['manifest/kinds/index.ts', 'report/views/index.ts'];
const IMPORT = /^import \{([^}]*)\} from '(\.[^']+)';$/gmu;
const TABLE = /^export const (\w+): ReadonlyMap<[^=]*> = new Map(?:<[^(]*>)?\(\[\n([^;]*)\n\]\);$/mu;
const ROW = /^ {2}\['([\w.-]+)', (\w+)\],$/gmu;

/** Runs the file of a row at the first use of the row; a table of another shape fails the build. For routes. */
export function lazyTables(root: string): Plugin {
  const files = new Set(TABLES.map((file) => join(root, 'src', file)));
  return {
    name: 'lazy-tables',
    setup(build) {
      build.onLoad({ filter: /index\.ts$/ }, ({ path }) =>
        files.has(path) ? { contents: lazyTable(path), resolveDir: dirname(path), loader: 'js' } : undefined,
      );
    },
  };
}

function lazyTable(path: string): string {
  const text = readFileSync(path, 'utf8');
  const imports = [...text.matchAll(IMPORT)].flatMap(([, list = '', file = '']) =>
    list.split(',').map((name) => [name.trim(), file] as const),
  );
  const fileOf = new Map(imports);
  const [, table = '', body = ''] = TABLE.exec(text) ?? [];
  const rows = [...body.matchAll(ROW)].map(([, key = '', name = '']) => {
    const file = fileOf.get(name);
    if (file === undefined) throw new Error(`${path} does not import ${name} of the row "${key}"`);
    return `['${key}', () => require('${file}').${name}]`;
  });
  if (rows.length === 0 || rows.length !== body.split('\n').length)
    throw new Error(`${path} is no table of one row a line, or has a row of another shape`);
  return `class LazyTable extends Map {
  get(key) { return super.get(key)?.(); }
  *values() { for (const key of this.keys()) yield this.get(key); }
  *entries() { for (const key of this.keys()) yield [key, this.get(key)]; }
  [Symbol.iterator]() { return this.entries(); }
  forEach(call) { for (const [key, value] of this) call(value, key, this); }
}
export const ${table} = new LazyTable([${rows.join(',\n')}]);
`;
}
