import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { homeWithCode } from './build/lent-code.ts';

const ROOT = resolve(import.meta.dirname, '..');
const BASE = homeWithCode();
const HYPER = join(ROOT, 'dist/hyper.js');

/** Where the commands of a block run, by the word behind `sh`; `fresh-clone` is what `.ci/run` itself does. */
const PLACES: ReadonlyMap<string, (folder: string) => void> = new Map<string, (folder: string) => void>([
  ['', () => undefined],
  ['ceremony', () => undefined],
  ['registry-example', copyExample],
  [
    'project',
    (folder) => {
      copyExample(join(folder, '../project-registry'));
      const registries = 'registries:\n  - name: example\n    url: ../project-registry\n';
      const text = `apiVersion: hyper/v1\nkind: Project\nname: shop\n${registries}dependencies: []\n`;
      writeFileSync(join(folder, 'hyper.yaml'), text);
    },
  ],
  [
    'import',
    (folder) => {
      cpSync(join(ROOT, 'test/fixtures/importers'), folder, { recursive: true });
    },
  ],
]);

/** Copies of one commit: what `hyper` has found out of its objects for one block, it need not find out for the next. */
function copyExample(folder: string): void {
  const example = join(BASE, 'example');
  if (!existsSync(example)) {
    cpSync(join(ROOT, 'registry-example'), example, { recursive: true });
    const { status, output } = run(
      'git init -q -b main . && git add -A && git commit -q -m "The example"',
      example,
    );
    expect(status, output).toBe(0);
  }
  cpSync(example, folder, { recursive: true });
}

interface Block {
  readonly file: string;
  readonly line: number;
  readonly place: string;
  readonly text: string;
}

function documents(): string[] {
  const docs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  return [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'registry-example/README.md',
    ...docs.map((name) => `docs/${name}`),
  ];
}

function blocksOf(file: string): Block[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/^```sh ?([a-z-]*)\n([\s\S]*?)^```$/gmu)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length;
    const place = match[1] ?? '';
    const isExample = file.startsWith('registry-example/') && place === '';
    return { file, line, place: isExample ? 'registry-example' : place, text: match[2] ?? '' };
  });
}

function run(
  command: string,
  folder: string,
  more: Readonly<Record<string, string>> = {},
): { status: number | null; output: string } {
  const result = spawnSync('bash', ['-euo', 'pipefail', '-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${join(BASE, 'bin')}:${process.env['PATH'] ?? ''}`,
      HOME: BASE,
      LANG: 'C.UTF-8',
      GIT_AUTHOR_NAME: 'Reader',
      GIT_AUTHOR_EMAIL: 'reader@example.com',
      GIT_COMMITTER_NAME: 'Reader',
      GIT_COMMITTER_EMAIL: 'reader@example.com',
      ...more,
    },
  });
  return { status: result.status, output: `${result.stdout}${result.stderr}` };
}

mkdirSync(join(BASE, 'bin'));
writeFileSync(join(BASE, 'bin/hyper'), `#!/bin/sh\nexec "${process.execPath}" "${HYPER}" "$@"\n`);
chmodSync(join(BASE, 'bin/hyper'), 0o755);

describe('the documentation', () => {
  const blocks = documents().flatMap(blocksOf);

  it('shows commands', () => {
    expect(blocks.length).toBeGreaterThan(4);
  });

  for (const block of blocks) {
    if (block.place === 'fresh-clone' || block.place === 'bench') continue;
    it(`shows commands that work (${block.file}:${String(block.line)})`, () => {
      // A ceremony is one story: its blocks run in one folder, in their order.
      const place = block.place === 'ceremony' ? block.place : String(block.line);
      const folder = join(BASE, `${block.file.replaceAll('/', '-')}-${place}`);
      mkdirSync(folder, { recursive: true });
      const prepare = PLACES.get(block.place);
      expect(prepare, `"sh ${block.place}" is a known place`).toBeDefined();
      prepare?.(folder);
      const secret = block.place === 'ceremony' ? { HYPER_PASSPHRASE: 'several words nobody guesses' } : {};
      const { status, output } = run(block.text, folder, secret);
      expect(status, output).toBe(0);
    });
  }

  it('runs what a fresh clone is told to run in .ci/run', () => {
    const script = readFileSync(join(ROOT, '.ci/run'), 'utf8');
    const told = blocks
      .filter((block) => block.place === 'fresh-clone')
      .flatMap((block) => block.text.trim().split(/\n| && /u));
    for (const command of told)
      expect(script, command).toContain(command.replace('npm run build', 'npm run demo'));
  });

  it('shows in README.md the finding that validate prints', () => {
    const manifest = readFileSync(
      join(ROOT, 'registry-example/namespaces/lib/text/slugs/0.9.0.yaml'),
      'utf8',
    );
    const text = manifest.replace(/^  description: .*$/mu, '  descripton: A tool');
    const words = [HYPER, 'validate', '-', '--stdin-path', 'namespaces/lib/text/slugs/0.9.0.yaml'];
    const { stdout, status } = spawnSync(process.execPath, words, {
      cwd: BASE,
      input: text,
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    const [finding = ''] = stdout.split('\n\n');
    expect(finding).toContain('descripton');
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(finding);
  });

  it('links only to files that exist', () => {
    for (const file of documents()) {
      const text = readFileSync(join(ROOT, file), 'utf8');
      for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)\)/gu)) {
        const path = resolve(ROOT, file, '..', target);
        expect(() => readFileSync(path), `${file} links to ${target}`).not.toThrow();
      }
    }
  });
});
