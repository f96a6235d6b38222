import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFilesContext, readLines } from '../src/adapters/files/index.ts';
import { writeCommits } from '../src/adapters/git/fast-import.ts';
import { digestHex } from '../src/core/index.ts';
import { findImporter, MAX_LINE_UNITS, planImport } from '../src/importers/index.ts';
import type { CommitPlan, PlannedFile } from '../src/importers/index.ts';
import { signFiles } from './sign-corpus.ts';

const FIXTURE = join(import.meta.dirname, '../test/fixtures/importers/purescript.jsonl');
const SOURCE_NAMESPACE = 'lib.purescript';
const SOURCE_FOLDER = 'namespaces/lib/purescript';

/** The real data where it is at hand, otherwise the checked-in lines of it. */
function sourceFile(): string {
  const folder = process.env['HYPER_REAL_DATA'];
  const real = folder === undefined ? undefined : join(folder, 'purescript.jsonl.gz');
  return real !== undefined && existsSync(real) ? real : FIXTURE;
}

/**
 * A bare repository of just so many releases: the real ones, then copies of them in namespaces of their own, with ids
 * of their own, each depending on its siblings. Made once a folder and size; the last commit adds one release. Signed,
 * every file has the signature that it must have.
 */
export async function benchRepository(folder: string, releases: number, isSigned = false): Promise<string> {
  const target = join(folder, `registry-${String(releases)}${isSigned ? '-signed' : ''}.git`);
  if (existsSync(target)) return target;
  mkdirSync(folder, { recursive: true });
  const importer = findImporter('purescript');
  const plan = await planImport(importer, importer.read(readLines(sourceFile(), MAX_LINE_UNITS)));
  const commits = [...plan.commits];
  const files = new Map<string, PlannedFile>();
  for (const commit of commits) for (const file of commit.files) files.set(file.path, file);
  const last = commits.at(-1);
  if (last === undefined) throw new Error('the source has no commit');
  const plain = withoutDangling(copies([...files.values()], releases));
  const chosen = isSigned ? signFiles(plain) : plain;
  const newest = chosen.filter((file) => isRelease(file.path)).at(-1);
  const whole: CommitPlan = {
    ...last,
    message: 'Fill the registry\n',
    files: chosen.filter((file) => file !== newest),
  };
  const one: CommitPlan = {
    ...last,
    message: 'Publish one release\n',
    files: newest === undefined ? [] : [newest],
  };
  const context = createFilesContext(process);
  await writeCommits(target, [whole, one], { files: context, environment: process.env, isBare: true });
  writeFileSync(join(target, 'description'), `${String(releases)} releases\n`);
  return target;
}

function isRelease(path: string): boolean {
  return /\/[0-9][^/]*\.yaml$/u.test(path);
}

function copies(files: readonly PlannedFile[], wanted: number): PlannedFile[] {
  const result: PlannedFile[] = [];
  let releases = 0;
  for (let copy = 0; releases < wanted; copy += 1) {
    for (const file of files) {
      if (isRelease(file.path)) {
        if (releases >= wanted) continue;
        releases += 1;
      } else if (copy > 0 && !file.path.startsWith(SOURCE_FOLDER)) {
        continue;
      }
      result.push(copy === 0 ? file : inCopy(file, copy));
    }
  }
  return result;
}

function inCopy(file: PlannedFile, copy: number): PlannedFile {
  const namespace = `lib.copy-${String(copy)}`;
  const text = Buffer.from(file.bytes ?? new Uint8Array())
    .toString('utf8')
    .replaceAll(SOURCE_NAMESPACE, namespace)
    .replace(
      /^(id: [0-9a-f]{8}-[0-9a-f]{4}-7)[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/mu,
      (_all, start: string) => {
        const hex = digestHex(`${namespace} ${file.path}`);
        return `${start}${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
      },
    );
  return {
    path: file.path.replace(SOURCE_FOLDER, `namespaces/lib/copy-${String(copy)}`),
    bytes: Buffer.from(text),
  };
}

/** A part of the data lacks some artifacts: dependencies on those are left out, so that the registry has no faults. */
function withoutDangling(files: readonly PlannedFile[]): PlannedFile[] {
  const folders = new Set(files.map((file) => file.path.slice(0, file.path.lastIndexOf('/'))));
  return files.map((file) => {
    if (!isRelease(file.path)) return file;
    const lines = Buffer.from(file.bytes ?? new Uint8Array())
      .toString('utf8')
      .split('\n');
    const kept = lines.filter((line) => {
      const target = /^ {2}(lib\.[a-z0-9-]+)\/([a-z0-9-]+): "/u.exec(line);
      return (
        target === null || folders.has(`namespaces/${(target[1] ?? '').replace('.', '/')}/${target[2] ?? ''}`)
      );
    });
    const text = kept.join('\n').replace(/^dependencies:\n(?! )/mu, '');
    return { path: file.path, bytes: Buffer.from(text) };
  });
}
