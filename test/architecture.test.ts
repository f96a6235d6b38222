import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');
const MAX_LINES = 250;

/** The folders in import order: each imports only from those before it (HOUSE: the way data goes). */
const FOLDERS = [
  'core',
  'names',
  'version',
  'document',
  'manifest',
  'signing',
  'registry',
  'resolve',
  'lockfile',
  'access',
  'policy',
  'gate',
  'search',
  'discovery',
  'catalog',
  'lifecycle',
  'importers',
  'operations',
  'report',
  'adapters',
  'composition.ts',
  'composition-policy.ts',
  'composition-questions.ts',
  'composition-trust.ts',
  'composition-ci.ts',
  'composition-write.ts',
  'composition-forge.ts',
  'composition-settings.ts',
  'composition-upkeep.ts',
  'cli',
  'browser',
];

/** Only these may import a package; everything else of the package is an implementation detail of theirs. */
const OWNERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['yaml', ['document']],
  ['tar', ['adapters']],
  ['semver', ['version']],
  ['canonicalize', ['core']],
  ['ajv', ['manifest']],
  ['sarif', ['report']],
  ['spdx-expression-parse', ['manifest']],
  ['spdx-license-ids', ['manifest']],
  ['re2js', ['policy']],
  ['@bufbuild/cel', ['policy']],
  ['lunr', ['search']],
  ['graphology', ['discovery']],
  ['graphology-communities-louvain', ['discovery']],
  ['graphology-metrics', ['discovery']],
  ['markdown-it', ['catalog']],
  ['isomorphic-git', ['adapters']],
  ['simple-git', ['adapters']],
  ['@octokit/plugin-retry', ['adapters']],
  ['@octokit/plugin-throttling', ['adapters']],
  ['@octokit/rest', ['adapters']],
  ['@secretlint/core', ['adapters']],
  ['@secretlint/secretlint-rule-preset-recommend', ['adapters']],
  ['@sigstore/bundle', ['adapters']],
  ['@sigstore/core', ['adapters']],
  ['@sigstore/protobuf-specs', ['adapters']],
  ['@sigstore/sign', ['adapters']],
  ['@sigstore/tuf', ['adapters']],
  ['@sigstore/verify', ['adapters']],
  ['uuid', ['adapters', 'importers']],
  ['@oclif/core', ['cli']],
  ['ansis', ['cli', 'report']],
  ['ink', ['cli']],
  ['react', ['cli']],
]);

/** Node modules that touch nothing outside the process. */
const PURE_MODULES = new Set(['node:buffer', 'node:crypto', 'node:zlib']);

/** What tells the time or where the process is; property accesses, told from the syntax tree. */
const CLOCKS = ['Date.now', 'new Date()'];

const FORBIDDEN_NAMES = /(?:^|[/-])(?:utils?|helpers?|common|shared|misc)(?:[/.-]|$)/u;

interface Source {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly { readonly name: string; readonly isDynamic: boolean }[];
}

function sources(): Source[] {
  return filesBelow(SRC)
    .filter((path) => /\.tsx?$/u.test(path) && !path.includes('/generated/'))
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      const inSrc = relative(SRC, path);
      return { path: inSrc, folder: inSrc.split('/')[0] ?? '', text, imports: importsOf(path, text) };
    });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .sort((left, right) => (left < right ? -1 : 1))
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? filesBelow(path) : [path];
    });
}

function importsOf(path: string, text: string): { name: string; isDynamic: boolean }[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const found: { name: string; isDynamic: boolean }[] = [];
  const visit = (node: ts.Node): void => {
    const isStatic = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
    if (isStatic && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push({ name: node.moduleSpecifier.text, isDynamic: false });
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument !== undefined && ts.isStringLiteral(argument))
        found.push({ name: argument.text, isDynamic: true });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function targetOf(source: Source, name: string): string | undefined {
  return name.startsWith('.') ? relative(SRC, resolve(SRC, dirname(source.path), name)) : undefined;
}

function packageOf(name: string): string {
  const [first = '', second = ''] = name.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

function clocksIn(source: Source): string[] {
  const file = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.ES2023, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && node.getText(file) === 'Date.now') found.push('Date.now');
    if (
      ts.isNewExpression(node) &&
      node.expression.getText(file) === 'Date' &&
      (node.arguments?.length ?? 0) === 0
    ) {
      found.push('new Date()');
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function usesProcess(source: Source): boolean {
  const file = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.ES2023, true);
  let isUsed = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === 'process' && isReference(node)) isUsed = true;
    if (!isUsed) ts.forEachChild(node, visit);
  };
  visit(file);
  return isUsed;
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return !(ts.isPropertySignature(parent) || ts.isPropertyAssignment(parent) || ts.isParameter(parent));
}

const all = sources();

describe('the architecture', () => {
  it('has no folder but those of the table', () => {
    const folders = new Set(all.map((source) => source.folder));
    expect([...folders].filter((folder) => !FOLDERS.includes(folder))).toEqual([]);
  });

  it('imports only leftwards', () => {
    const faults = all.flatMap((source) =>
      source.imports.flatMap(({ name }) => {
        const target = targetOf(source, name)?.split('/')[0];
        if (target === undefined || target === '..') return [];
        const isLeft = FOLDERS.indexOf(target) <= FOLDERS.indexOf(source.folder);
        return isLeft ? [] : [`${source.path} imports ${name}`];
      }),
    );
    expect(faults).toEqual([]);
  });

  it('enters another folder by its door, unless it loads a part lazily', () => {
    const faults = all.flatMap((source) =>
      source.imports.flatMap(({ name, isDynamic }) => {
        const target = targetOf(source, name);
        if (target === undefined || isDynamic || target.startsWith('..')) return [];
        const folder = target.split('/')[0] ?? '';
        if (folder === source.folder || folder.startsWith('composition')) return [];
        const isDoor = target === `${folder}/index.ts` || /^adapters\/[^/]+\/index\.ts$/u.test(target);
        return isDoor || isAllowedDepth(source, target) ? [] : [`${source.path} imports ${name}`];
      }),
    );
    expect(faults).toEqual([]);
  });

  it('has no cycle of files', () => {
    const graph = new Map(
      all.map((source) => [
        source.path,
        source.imports.flatMap(({ name, isDynamic }) => (isDynamic ? [] : (targetOf(source, name) ?? []))),
      ]),
    );
    expect(cyclesIn(graph)).toEqual([]);
  });

  it('touches the outside world only in adapters', () => {
    const faults = all.flatMap((source) =>
      source.imports.flatMap(({ name }) => {
        if (!name.startsWith('node:') || PURE_MODULES.has(name)) return [];
        const isAllowed =
          ['adapters', 'cli'].includes(source.folder) || source.path.startsWith('composition');
        return isAllowed && (source.folder === 'adapters' || !isWorldly(name))
          ? []
          : [`${source.path} imports ${name}`];
      }),
    );
    expect(faults).toEqual([]);
  });

  it('uses a package only in the folder that owns it', () => {
    const faults = all.flatMap((source) =>
      source.imports.flatMap(({ name }) => {
        if (name.startsWith('.') || name.startsWith('node:')) return [];
        const owners = OWNERS.get(packageOf(name));
        return owners?.includes(source.folder) === true ? [] : [`${source.path} imports ${name}`];
      }),
    );
    expect(faults).toEqual([]);
  });

  it('reads process only in the composition and the command line', () => {
    const allowed = new Set([
      'composition.ts',
      'composition-trust.ts',
      'composition-questions.ts',
      'composition-ci.ts',
      'composition-write.ts',
      'composition-forge.ts',
      'composition-settings.ts',
      'composition-upkeep.ts',
      'cli',
    ]);
    expect(
      all.filter((source) => !allowed.has(source.folder) && usesProcess(source)).map(({ path }) => path),
    ).toEqual([]);
  });

  it(`tells the time (${CLOCKS.join(', ')}) only in adapters/system`, () => {
    const faults = all.filter(
      (source) => !source.path.startsWith('adapters/system/') && clocksIn(source).length > 0,
    );
    expect(faults.map(({ path }) => path)).toEqual([]);
  });

  it(`keeps every file within ${String(MAX_LINES)} lines`, () => {
    const faults = all.filter((source) => source.text.split('\n').length > MAX_LINES + 1);
    expect(faults.map(({ path }) => path)).toEqual([]);
  });

  it('names files in kebab-case, after what they hold', () => {
    const faults = all.filter(
      ({ path }) => !/^(?:[a-z0-9-]+\/)*[a-z0-9-]+\.tsx?$/u.test(path) || FORBIDDEN_NAMES.test(path),
    );
    expect(faults.map(({ path }) => path)).toEqual([]);
  });

  it('gives every folder a door of named re-exports and a README of at most fifteen lines', () => {
    const folders = [...new Set(all.map((source) => source.folder))].filter(
      (folder) => !folder.endsWith('.ts'),
    );
    for (const folder of folders) {
      const readme = readFileSync(join(SRC, folder, 'README.md'), 'utf8');
      expect(readme.trim().split('\n').length, `${folder}/README.md`).toBeLessThanOrEqual(15);
      if (['cli', 'adapters', 'browser'].includes(folder)) continue;
      const door = all.find((source) => source.path === `${folder}/index.ts`);
      const statements = ts.createSourceFile(
        'index.ts',
        door?.text ?? '',
        ts.ScriptTarget.ES2023,
        true,
      ).statements;
      expect(statements.length, `${folder}/index.ts`).toBeGreaterThan(0);
      for (const statement of statements) {
        const isNamed = ts.isExportDeclaration(statement) && statement.exportClause !== undefined;
        expect(isNamed, `${folder}/index.ts: ${statement.getText()}`).toBe(true);
      }
    }
  });

  it('exports nothing that no other file uses', () => {
    expect(unusedExports()).toEqual([]);
  });
});

/** Start-up decides, and what a reader must fetch: these load one file of a folder instead of all that its door opens. */
function isAllowedDepth(source: Source, target: string): boolean {
  if (source.folder === 'browser') return /^(?:search|names|registry|core)\//u.test(target);
  return source.folder === 'cli' && /^(?:operations|report)\//u.test(target);
}

function isWorldly(name: string): boolean {
  return /^node:(?:fs|child_process|net|http|https|http2|tls|dgram|dns|worker_threads)/u.test(name);
}

function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
    state.set(file, 'done');
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

/** Names exported in src that no other file of src, test, scripts or bench mentions; passing on does not count as use. */
function unusedExports(): string[] {
  const everywhere = ['src', 'test', 'scripts', 'bench']
    .flatMap((folder) => filesBelow(join(ROOT, folder)))
    .filter((path) => /\.tsx?$/u.test(path));
  const words = new Map<string, Set<string>>();
  for (const path of everywhere) {
    const text = readFileSync(path, 'utf8');
    const isDoor = path.startsWith(SRC) && path.endsWith('/index.ts');
    for (const word of (isDoor ? withoutReexports(text) : text).match(/[A-Za-z_$][\w$]*/gu) ?? []) {
      const users = words.get(word) ?? new Set<string>();
      words.set(word, users.add(path));
    }
  }
  return all.flatMap((source) => {
    if (source.path.endsWith('index.ts') && source.path.split('/').length > 1) return [];
    const own = join(SRC, source.path);
    const names = [
      ...source.text.matchAll(
        /^export (?:async )?(?:function\*?|const|class|interface|type|abstract class) ([\w$]+)/gmu,
      ),
    ];
    return names.flatMap(([, name = '']) => {
      const users = words.get(name) ?? new Set<string>();
      const isUsed = users.size > 1 || (users.size === 1 && !users.has(own));
      return isUsed || isPartOfItsFile(source.text, name) ? [] : [`${source.path}: ${name}`];
    });
  });
}

function withoutReexports(text: string): string {
  return text.replace(/^export (?:type )?\{[^}]*\} from '[^']*';$/gmu, '');
}

/** A type that another export of the same file speaks of is part of that file's surface. */
function isPartOfItsFile(text: string, name: string): boolean {
  return (text.match(new RegExp(`\\b${name}\\b`, 'gu')) ?? []).length > 1;
}
