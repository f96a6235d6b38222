import { cpSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderState } from '../build/folder-state.ts';
import { createTestRepository, openTestRepository } from '../build/git-repository.ts';
import type { TestRepository } from '../build/git-repository.ts';
import { release, releasePath, smallRegistry, stateText } from '../build/manifests.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { EXAMPLE } from '../e2e/run-hyper.ts';
import { hyperJson } from './expect-hyper.ts';

/** Copies the example file by file, in the order of the names or against it, and commits it. */
function commitExample(room: string, isReversed: boolean): TestRepository {
  const files = readdirSync(EXAMPLE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(EXAMPLE, join(entry.parentPath, entry.name)))
    .sort((left, right) => (left < right ? -1 : 1));
  for (const file of isReversed ? files.toReversed() : files) {
    mkdirSync(dirname(join(room, file)), { recursive: true });
    cpSync(join(EXAMPLE, file), join(room, file));
  }
  const repository = openTestRepository(room);
  repository.git('init', '-q', '-b', 'main', '--template=', '.');
  repository.commit('Example');
  return repository;
}

/** An environment in which node's clock stands still at the time given. */
function withClock(time: string): Record<string, string> {
  const script = `const Real = Date; const now = Real.parse('${time}');
    globalThis.Date = class extends Real {
      constructor(...words) { words.length === 0 ? super(now) : super(...words); }
      static now() { return now; }
    };`;
  const url = `data:text/javascript;base64,${Buffer.from(script).toString('base64')}`;
  return { NODE_OPTIONS: `--import=${url}` };
}

describe('the example registry', () => {
  it('builds to the same bytes whatever the machine, its place, language and clock (K08, K10, R07)', () => {
    const first = commitExample(temporaryFolder(), false);
    const second = commitExample(join(temporaryFolder(), 'another place', 'grüße'.normalize('NFD')), true);
    expect(second.git('rev-parse', 'HEAD')).toBe(first.git('rev-parse', 'HEAD'));
    const machines = [
      { repository: first, env: { TZ: 'UTC', LANG: 'C' } },
      {
        repository: second,
        env: {
          TZ: 'Pacific/Kiritimati',
          LANG: 'tr_TR.UTF-8',
          LC_ALL: 'tr_TR.UTF-8',
          HOME: temporaryFolder(),
        },
      },
      {
        repository: second,
        env: { TZ: 'America/St_Johns', LC_ALL: 'de_DE.ISO-8859-1', UV_THREADPOOL_SIZE: '1' },
      },
      { repository: first, env: { PATH: '/nowhere', LANG: 'ja_JP.UTF-8' }, at: 'HEAD' },
      { repository: first, env: withClock('1970-01-01T00:00:00Z') },
      { repository: first, env: withClock('9999-12-31T23:59:59Z') },
    ];
    const outputs = machines.map(({ repository, env, at }) => {
      const out = join(temporaryFolder(), 'out');
      const words = ['build', '--out', out, ...(at === undefined ? [] : ['--at', at])];
      expect(hyperJson(words, repository.folder, env)).toMatchObject({ status: 0 });
      return folderState(out);
    });
    const told = JSON.stringify(
      hyperJson(['doctor'], first.folder, withClock('1970-01-01T00:00:00Z')).report,
    );
    expect(told).toContain('the clock says 1970-01-01');
    expect(outputs[0]?.size).toBeGreaterThan(500);
    for (const output of outputs) expect(output).toEqual(outputs[0]);
  });

  it('is judged and built alike from a clone for a disk that folds case and knows no links, deep down (K13)', () => {
    const origin = commitExample(temporaryFolder(), false);
    const deep = join(temporaryFolder(), ...Array.from({ length: 5 }, () => 'n'.repeat(200)));
    mkdirSync(deep, { recursive: true });
    const settings = [
      'ignorecase=true',
      'symlinks=false',
      'fileMode=false',
      'longpaths=true',
      'protectNTFS=true',
    ];
    const words = settings.flatMap((setting) => ['-c', `core.${setting}`]);
    origin.git('clone', '-q', '--template=', ...words, origin.folder, join(deep, 'clone'));
    const [before, after] = [origin.folder, join(deep, 'clone')].map((folder) => {
      const out = join(dirname(folder), 'out-of-it');
      const validated = hyperJson(['validate'], folder);
      const built = hyperJson(['build', '--out', out], folder);
      expect([validated.status, built.status]).toEqual([0, 0]);
      return { report: validated.report, state: folderState(out) };
    });
    expect(after).toEqual(before);
  });

  it('is reused whole where nothing changed, and rendered whole where that is asked (K10)', () => {
    const { folder } = commitExample(temporaryFolder(), false);
    const out = join(temporaryFolder(), 'out');
    const { report: first } = hyperJson(['build', '--out', out], folder);
    const before = folderState(out);
    const { report: again } = hyperJson(['build', '--out', out], folder);
    expect(again.data).toMatchObject({ renderedUnits: 0, reusedUnits: first.data?.['renderedUnits'] });
    expect(folderState(out)).toEqual(before);
    const { report: clean } = hyperJson(['build', '--clean', '--out', out], folder);
    expect(clean.data).toMatchObject({ reusedUnits: 0, renderedUnits: first.data?.['renderedUnits'] });
    expect(folderState(out)).toEqual(before);
  });
});

describe('a sequence of commits', () => {
  const edits: readonly ((repository: TestRepository, number: number) => void)[] = [
    (repository, number) => {
      repository.write(release('org.acme/parser', `3.${number}.0`));
    },
    (repository, number) => {
      repository.write(release(`org.acme.tools/tool-${number}`, '1.0.0'));
    },
    (repository, number) => {
      const text = readFileSync(join(repository.folder, releasePath('org.acme/parser', '1.0.0')), 'utf8');
      repository.write({ [releasePath('org.acme/parser', '1.0.0')]: `${text}# reformatted ${number}\n` });
    },
    (repository) => {
      repository.git('rm', '-q', '--ignore-unmatch', releasePath('org.acme.tools/runner', '2.0.0'));
    },
    (repository, number) => {
      repository.write({ 'namespaces/org/acme/parser/README.md': `# Parser ${number}\n` });
    },
    (repository, number) => {
      const yanked = `releases:\n  "1.0.0":\n    state: published\n    yanked:\n      at: "2025-07-0${(number % 9) + 1}T00:00:00Z"\n      reason: Number ${number}.\n`;
      repository.write({ 'namespaces/org/acme/parser/artifact.yaml': stateText('org.acme/parser', yanked) });
    },
    (repository, number) => {
      repository.write({ 'README.md': `# Outside of what is built ${number}\n` });
    },
  ];

  it('built one after the other ends in the bytes of a full build (K10)', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: edits.length - 1 }), { minLength: 3, maxLength: 5 }), (sequence) => {
        const repository = createTestRepository(smallRegistry());
        const room = temporaryFolder();
        for (const [number, edit] of [undefined, ...sequence].entries()) {
          if (edit !== undefined) edits[edit]?.(repository, number);
          repository.commit(`Edit ${number}`, number);
          const { status } = hyperJson(['build', '--out', join(room, 'grown')], repository.folder);
          expect(status).toBe(0);
        }
        expect(hyperJson(['build', '--out', join(room, 'full')], repository.folder).status).toBe(0);
        expect(folderState(join(room, 'grown'))).toEqual(folderState(join(room, 'full')));
      }),
      { numRuns: 4, seed: 20250101 },
    );
  });
});
