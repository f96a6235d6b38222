import {
  DIGEST_LIST_PATH,
  FACTS_PREFIX,
  FileTable,
  HISTORY_PATH,
  NOTHING_BUILT,
  UNIT_LIST_PATH,
  parseDigestList,
  parseUnitList,
} from '../../catalog/index.ts';
import type { BuiltPlan } from '../../catalog/index.ts';
import { digestHex } from '../../core/index.ts';
import type { OutputFolder } from './output-folder.ts';

/** Files of a site that belong to no unit. */
const UNITLESS = [UNIT_LIST_PATH, HISTORY_PATH];

/** What the former output says of itself, so far as its digest list bears it out. */
export interface FormerSite {
  readonly built: BuiltPlan;
  /** Every file of its units. */
  readonly files: FileTable;
}

export const NO_FORMER_SITE: FormerSite = { built: NOTHING_BUILT, files: FileTable.EMPTY };

/** Reads what the former output is made of; nothing where its lists disagree: then everything is rendered again. */
export async function readFormerSite(output: OutputFolder): Promise<FormerSite> {
  const list = await output.readFormer(DIGEST_LIST_PATH);
  const listed = list && parseDigestList(list);
  const bytes = listed && (await readListed(output, listed, UNIT_LIST_PATH));
  if (listed === undefined || bytes === undefined) return NO_FORMER_SITE;
  const built = parseUnitList(toText(bytes));
  const files = listed.without(UNITLESS);
  return built.files === files.digest ? { built, files } : NO_FORMER_SITE;
}

/** The facts that the former output kept, the text of one file at a time; a file that is not as listed is passed over. */
export async function* readFacts(output: OutputFolder, { files }: FormerSite): AsyncGenerator<string> {
  for (const path of files.pathsFrom(FACTS_PREFIX)) {
    const bytes = await readListed(output, files, path);
    if (bytes !== undefined) yield toText(bytes);
  }
}

/** How many files of facts there should be. */
export function countFacts({ files }: FormerSite): number {
  return files.pathsFrom(FACTS_PREFIX).length;
}

/** A file of the former output; undefined where it is not as its list says. */
export async function readListed(
  output: OutputFolder,
  files: FileTable,
  path: string,
): Promise<Uint8Array | undefined> {
  const sha256 = files.sha256At(files.find(path));
  const bytes = sha256 && (await output.readFormer(path));
  return bytes && digestHex(bytes) === sha256 ? bytes : undefined;
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}
