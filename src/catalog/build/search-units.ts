import { beginDigest } from '../../core/index.ts';
import { buildRecordedIndex, updateIndex } from '../../search/index.ts';
import type { IndexFile, SearchDocument } from '../../search/index.ts';
import { SEARCH_FOLDER } from '../model/paths.ts';
import type { Catalog } from '../model/catalog.ts';
import { searchDocuments } from '../model/search-documents.ts';
import { textFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import type { PlanMemory } from './plan-memory.ts';
import { unitKey } from './unit.ts';
import type { FormerUnit, Unit, UnitUpdate } from './unit.ts';

/** What the next build makes the index with that follows from this one: what all of the site was made with, then the record. */
const RECORD_PATH = '.hyper-build/search.jsonl';

/** Code units that are digested at once. */
const UNITS_AT_ONCE = 1 << 16;

/** The search index, of what the site shows and nothing else. Its files are named by their digest: where one release
 *  changed, most are as they were. How central an artifact is follows from the basis, and is not worked out for the key. */
export function searchUnits(catalog: Catalog, memory: PlanMemory): Unit[] {
  const digest = beginDigest();
  let text = '';
  for (const document of searchDocuments(catalog, () => 0)) {
    text += `${JSON.stringify(document)}\n`;
    if (text.length < UNITS_AT_ONCE) continue;
    digest.add(Buffer.from(text, 'utf8'));
    text = '';
  }
  digest.add(Buffer.from(text, 'utf8'));
  const documents = { [Symbol.iterator]: () => searchDocuments(catalog) };
  return [
    {
      id: 'search',
      key: unitKey([memory.context, memory.basis.discovery, digest.end()]),
      needs: [],
      update: (former) => updated(former, memory.context, documents),
      *render() {
        const files = buildRecordedIndex(documents);
        let next = files.next();
        for (; next.done !== true; next = files.next()) yield inSite(next.value);
        yield recordFile(memory.context, next.value);
      },
    },
  ];
}

async function updated(
  former: FormerUnit,
  context: string,
  documents: Iterable<SearchDocument>,
): Promise<UnitUpdate | undefined> {
  const bytes = await former.read(RECORD_PATH);
  const [head, record = ''] = bytes === undefined ? [] : Buffer.from(bytes).toString('utf8').split('\n', 2);
  // Another program may make another index of the same documents.
  if (head !== headOf(context)) return undefined;
  const files = {
    has: (path: string) => former.has(pathInSite(path)),
    read: (path: string) => former.read(pathInSite(path)),
  };
  const update = await updateIndex({ files, record }, documents);
  if (update === undefined) return undefined;
  return {
    files: [...update.files.map(inSite), recordFile(context, update.record)],
    gone: update.gone.map(pathInSite),
  };
}

function recordFile(context: string, record: string): OutputFile {
  return textFile(RECORD_PATH, `${headOf(context)}\n${record}`);
}

function headOf(context: string): string {
  return JSON.stringify({ context });
}

function inSite({ path, bytes }: IndexFile): OutputFile {
  return { path: pathInSite(path), bytes };
}

function pathInSite(path: string): string {
  return `${SEARCH_FOLDER}/${path}`;
}
