import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sortedBy } from '../../src/core/index.ts';

const PACKAGE_FOLDER = /^(?<folder>(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//u;
const NOTICE_FILE = /^(licen[cs]e|notice|copying)([.-].*)?$/iu;

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** Name, version, licence and notice texts of every package that one of the source files belongs to, by name and version. */
export async function thirdPartyNotices(root: string, sources: Iterable<string>): Promise<string> {
  const folders = new Set(
    [...sources].flatMap((source) => PACKAGE_FOLDER.exec(source)?.groups?.['folder'] ?? []),
  );
  const notices = await Promise.all([...folders].map((folder) => noticeOf(join(root, folder))));
  const unique = new Map(notices.map((notice) => [notice.title, notice.text]));
  return sortedBy(unique, ([title]) => title)
    .map(([title, text]) => `${title}\n\n${text.trim()}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

async function noticeOf(folder: string): Promise<{ title: string; text: string }> {
  const file = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as PackageFile;
  const names = sortedBy(
    (await readdir(folder)).filter((name) => NOTICE_FILE.test(name)),
    (name) => name,
  );
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const title = `${file.name} ${file.version} (${file.license ?? 'licence in the text below'})`;
  if (texts.length === 0 && file.license === undefined) throw new Error(`${title} has no licence at all`);
  return { title, text: texts.join('\n') };
}
