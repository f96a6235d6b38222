import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { EXAMPLE, hyper } from '../e2e/run-hyper.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface PackageFile {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly oclif?: { readonly plugins?: unknown };
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as PackageFile;

it('the package runs nothing when it is installed, and brings nothing that is not pinned (Z01)', () => {
  const atInstall = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare'];
  expect(Object.keys(manifest.scripts).filter((name) => atInstall.includes(name))).toEqual([]);
  expect(manifest.dependencies ?? {}).toEqual({});
  const loose = Object.entries(manifest.devDependencies).filter(
    ([, version]) => !/^(?:npm:[a-z-]+@)?\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/u.test(version),
  );
  expect(loose).toEqual([]);
});

it('the package is the same bytes each time it is packed, and holds only what it says (Z01)', () => {
  const pack = (): { digest: string; files: string[] } => {
    const folder = temporaryFolder();
    const words = ['pack', '--ignore-scripts', '--silent', '--json', '--pack-destination', folder];
    const [made] = JSON.parse(execFileSync('npm', words, { cwd: ROOT, encoding: 'utf8' })) as [
      { filename: string; files: { path: string }[] },
    ];
    const bytes = readFileSync(join(folder, made.filename.replace('@', '').replace('/', '-')));
    return {
      digest: createHash('sha256').update(bytes).digest('hex'),
      files: made.files.map(({ path }) => path),
    };
  };
  const [first, second] = [pack(), pack()];
  expect(first.digest).toBe(second.digest);
  const allowed = /^(?:dist\/|schemas\/|templates\/|README\.md$|CHANGELOG\.md$|LICENSE$|package\.json$)/u;
  expect(first.files.filter((path) => !allowed.test(path))).toEqual([]);
  expect(first.files).toContain('dist/hyper.js');
});

it('no plugin of a framework is looked for, found or installed (Z02)', () => {
  const room = temporaryFolder();
  const mark = join(room, 'fired');
  const canary = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, 'x');\n`;
  const plugin = {
    name: 'canary',
    version: '1.0.0',
    main: 'index.js',
    oclif: { commands: './index.js', hooks: { init: './index.js', prerun: './index.js' } },
  };
  const user = {
    name: 'user',
    oclif: { plugins: [{ name: 'canary', type: 'user' }] },
    dependencies: { canary: '1.0.0' },
  };
  for (const place of ['data/hyper', 'config/hyper', '.local/share/hyper', 'registry']) {
    const inner = join(room, place, 'node_modules', 'canary');
    mkdirSync(inner, { recursive: true });
    writeFileSync(join(inner, 'package.json'), JSON.stringify(plugin));
    writeFileSync(join(inner, 'index.js'), canary);
    writeFileSync(
      join(room, place, 'package.json'),
      JSON.stringify({ ...user, oclif: { plugins: ['canary'], ...plugin.oclif } }),
    );
    writeFileSync(join(room, place, 'index.js'), canary);
  }
  const env = { HOME: room, XDG_DATA_HOME: join(room, 'data'), XDG_CONFIG_HOME: join(room, 'config') };
  const cwd = join(room, 'registry');
  for (const words of [
    ['--help'],
    ['--version'],
    ['validate', '--registry', EXAMPLE],
    ['explain'],
    ['canary'],
  ])
    hyper(words, { cwd, env });
  expect(existsSync(mark)).toBe(false);
  expect(hyper(['plugins', 'install', 'canary'], { cwd, env }).status).toBe(2);
  expect(manifest.oclif?.plugins).toBeUndefined();
});
