import { beginDigest } from '../../core/index.ts';
import { buildIndex } from '../../search/index.ts';
import { SEARCH_FOLDER } from '../model/paths.ts';
import type { Catalog } from '../model/catalog.ts';
import { searchDocuments } from '../model/search-documents.ts';
import type { PlanMemory } from './plan-memory.ts';
import { unitKey } from './unit.ts';
import type { Unit } from './unit.ts';

/** Code units that are digested at once. */
const UNITS_AT_ONCE = 1 << 16;

/** The search index, of what the site shows and nothing else. Its files are named by their digest: where one release
 *  changed, most are as they were. How central an artifact is follows from the basis, and is not worked out for the key. */
export function searchUnits(catalog: Catalog, memory: PlanMemory): Unit[] {
  const documents = beginDigest();
  let text = '';
  for (const document of searchDocuments(catalog, () => 0)) {
    text += `${JSON.stringify(document)}\n`;
    if (text.length < UNITS_AT_ONCE) continue;
    documents.add(Buffer.from(text, 'utf8'));
    text = '';
  }
  documents.add(Buffer.from(text, 'utf8'));
  return [
    {
      id: 'search',
      key: unitKey([memory.context, memory.basis.discovery, documents.end()]),
      needs: [],
      *render() {
        for (const { path, bytes } of buildIndex(searchDocuments(catalog))) {
          yield { path: `${SEARCH_FOLDER}/${path}`, bytes };
        }
      },
    },
  ];
}
