import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'esbuild';

const IMPORT = /^import \{([^}]*)\} from '([^']*\/index\.ts)';$/gmu;
const NAMED_EXPORT = /^export \{([^}]*)\} from '([^']+)';$/gmu;
const STAR_EXPORT = /^export \* from '([^']+)';$/gmu;
const DECLARATION = /^export (?:async )?(?:const|function|class) (\w+)/gmu;

/**
 * Replaces imports through a folder's door (`index.ts`) by imports of the very files. A bundler that splits by what a
 * file can reach would otherwise put everything behind a door into every command.
 */
export function openDoors(root: string): Plugin {
  const doors = new Map<string, ReadonlyMap<string, string>>();
  const namesBehind = (door: string): ReadonlyMap<string, string> => {
    const known = doors.get(door) ?? readDoor(door);
    doors.set(door, known);
    return known;
  };
  return {
    name: 'open-doors',
    setup(build) {
      build.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
        if (!path.startsWith(join(root, 'src') + sep)) return undefined;
        const contents = readFileSync(path, 'utf8').replace(IMPORT, (statement, list: string, door: string) =>
          rewrite(statement, list, namesBehind(resolve(dirname(path), door)), dirname(path)),
        );
        return { contents, loader: path.endsWith('.tsx') ? 'tsx' : 'ts' };
      });
    },
  };
}

/** Exported name → file that declares it, for every name that the door hands on under its own name. */
function readDoor(door: string): ReadonlyMap<string, string> {
  const text = readFileSync(door, 'utf8');
  const names = new Map<string, string>();
  const fileOf = (specifier: string): string => resolve(dirname(door), specifier);
  for (const [, list = '', specifier = ''] of text.matchAll(NAMED_EXPORT)) {
    for (const name of splitNames(list)) {
      const file = fileOf(specifier);
      names.set(name, file.endsWith('index.ts') ? (readDoor(file).get(name) ?? file) : file);
    }
  }
  for (const [, specifier = ''] of text.matchAll(STAR_EXPORT)) {
    const declared = readFileSync(fileOf(specifier), 'utf8').matchAll(DECLARATION);
    for (const [, name = ''] of declared) names.set(name, fileOf(specifier));
  }
  return names;
}

function rewrite(statement: string, list: string, names: ReadonlyMap<string, string>, from: string): string {
  const byFile = new Map<string, string[]>();
  for (const name of splitNames(list)) {
    const file = names.get(name.split(' as ')[0] ?? name);
    if (file === undefined) return statement;
    byFile.set(file, [...(byFile.get(file) ?? []), name]);
  }
  return [...byFile]
    .map(([file, imported]) => `import { ${imported.join(', ')} } from '${specifierOf(from, file)}';`)
    .join(' ');
}

function splitNames(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function specifierOf(from: string, file: string): string {
  const path = relative(from, file).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
}
