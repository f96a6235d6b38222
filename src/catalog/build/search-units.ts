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
  return [
    {
      id: 'search',
      key: unitKey([memory.context, memory.basis.discovery, digest.end()]),
      needs: [],
      update: (former) => updated(former, catalog, memory),
      *render() {
        const ranks = ranksOf(catalog);
        const files = buildRecordedIndex(documentsOf(catalog, ranks));
        let next = files.next();
        for (; next.done !== true; next = files.next()) yield inSite(next.value);
        yield recordFile(headOf(memory, ranks), next.value);
      },
    },
  ];
}

async function updated(
  former: FormerUnit,
  catalog: Catalog,
  memory: PlanMemory,
): Promise<UnitUpdate | undefined> {
  const bytes = await former.read(RECORD_PATH);
  const [line = '', record = ''] =
    bytes === undefined ? [] : Buffer.from(bytes).toString('utf8').split('\n', 2);
  const head = parseHead(line);
  // Another program may make another index of the same documents.
  if (head?.context !== memory.context) return undefined;
  const files = {
    has: (path: string) => former.has(pathInSite(path)),
    read: (path: string) => former.read(pathInSite(path)),
  };
  const isRanked = head.graph === memory.basis.graph && head.ranks.length === catalog.artifacts.size;
  const ranks = isRanked ? head.ranks : ranksOf(catalog);
  const update = await updateIndex({ files, record }, documentsOf(catalog, ranks));
  if (update === undefined) return undefined;
  return {
    files: [...update.files.map(inSite), recordFile(headOf(memory, ranks), update.record)],
    gone: update.gone.map(pathInSite),
  };
}

/** What the index of a former build was made with, and how central each artifact was, which follows from the graph. */
interface RecordHead {
  readonly context: string;
  readonly graph: string;
  readonly ranks: string;
}

/** How central each artifact is, a digit each, in their order. */
function ranksOf({ artifacts, discovery }: Catalog): string {
  return Array.from(artifacts.keys(), (reference) => String(discovery.centrality(reference))).join('');
}

/** The documents, as often as they are gone through. */
function documentsOf(catalog: Catalog, ranks: string): Iterable<SearchDocument> {
  const known = new Map(
    Array.from(catalog.artifacts.keys(), (reference, at) => [reference, Number(ranks[at])]),
  );
  const rankOf = (reference: string): number => known.get(reference) ?? 0;
  return { [Symbol.iterator]: () => searchDocuments(catalog, rankOf) };
}

function recordFile(head: string, record: string): OutputFile {
  return textFile(RECORD_PATH, `${head}\n${record}`);
}

function headOf({ context, basis }: PlanMemory, ranks: string): string {
  const head: RecordHead = { context, graph: basis.graph, ranks };
  return JSON.stringify(head);
}

/** Undefined where the line is not ours. */
function parseHead(line: string): RecordHead | undefined {
  try {
    const head = JSON.parse(line) as { readonly [field in keyof RecordHead]?: unknown } | null;
    const { context, graph, ranks } = head ?? {};
    const isOurs =
      typeof context === 'string' &&
      typeof graph === 'string' &&
      typeof ranks === 'string' &&
      /^[0-7]*$/u.test(ranks);
    return isOurs ? { context, graph, ranks } : undefined;
  } catch {
    return undefined;
  }
}

function inSite({ path, bytes }: IndexFile): OutputFile {
  return { path: pathInSite(path), bytes };
}

function pathInSite(path: string): string {
  return `${SEARCH_FOLDER}/${path}`;
}
