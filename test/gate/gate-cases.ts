import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestRepository } from '../build/git-repository.ts';

/** One folder of `test/gate/<rule>/`. */
export interface GateCase {
  readonly rule: string;
  readonly name: string;
  readonly folder: string;
  /** `[code, path]` or `[code, path, line, column]`, in the order of the report. */
  readonly expected: readonly (readonly (string | number)[])[];
  readonly hasBefore: boolean;
  /** Entries that no disk or only some could hold: put into the commit as objects, never checked out. */
  readonly entries: readonly CaseEntry[];
}

export interface CaseEntry {
  /** Six octal digits; `000000` takes the path out of the commit. */
  readonly mode: string;
  readonly path: string;
  /** How the bytes of the path are told; UTF-8 unless told. */
  readonly encoding?: 'latin1';
  /** Content of a file, target of a link; the commit id of a submodule. */
  readonly content: string;
  /** How often the content is repeated; once unless told. */
  readonly repeat?: number;
}

/** Every case of a state beside this file, in order of rule and name; `change-cases.test.ts` walks those of changes. */
export function readGateCases(): GateCase[] {
  const root = import.meta.dirname;
  return foldersIn(root).flatMap((rule) =>
    foldersIn(join(root, rule)).flatMap((name) => {
      const folder = join(root, rule, name);
      const entries = join(folder, 'entries.json');
      if (existsSync(join(folder, 'change.json'))) return [];
      const one: GateCase = {
        rule,
        name,
        folder,
        expected: readJson(join(folder, 'expected.json')) as GateCase['expected'],
        hasBefore: existsSync(join(folder, 'before')),
        entries: existsSync(entries) ? (readJson(entries) as CaseEntry[]) : [],
      };
      return [one];
    }),
  );
}

/** Commits the entries on top of HEAD without a working tree. */
export function commitEntries(repository: TestRepository, entries: readonly CaseEntry[]): void {
  for (const { mode, path, encoding = 'utf8', content, repeat = 1 } of entries) {
    if (mode === '000000') {
      repository.git('rm', '-q', '--cached', path);
      continue;
    }
    const oid = mode === '160000' ? content : repository.blob(content.repeat(repeat));
    const line = Buffer.from(`${mode} ${oid}\t${path}\0`, encoding);
    repository.gitWithInput(line, 'update-index', '-z', '--index-info');
  }
  repository.commitTree(repository.git('write-tree'));
}

function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort((left, right) => (left < right ? -1 : 1));
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8')) as unknown;
}

/** The title of a case: the rows of the attack catalogue that end the name of its folder, as tests name them. Pure. */
export function titleOf(name: string): string {
  const [, words = name, rows = ''] = /^(.+?)((?:-[a-z]\d{2})+)$/u.exec(name) ?? [];
  return rows === '' ? name : `${words} (${rows.slice(1).toUpperCase().replaceAll('-', ', ')})`;
}
