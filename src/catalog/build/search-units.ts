import { beginDigest } from '../../core/index.ts';
import { buildIndex } from '../../search/index.ts';
import { SEARCH_FOLDER } from '../model/paths.ts';
import type { Catalog } from '../model/catalog.ts';
import { searchDocuments } from '../model/search-documents.ts';
import type { PlanMemory } from './plan-memory.ts';
import { unitKey } from './unit.ts';
import type { Unit } from './unit.ts';

/** The search index, of what the site shows and nothing else. Its files are named by their digest: where one release
 *  changed, most are as they were. How central an artifact is follows from the basis, and is not worked out for the key. */
export function searchUnits(catalog: Catalog, memory: PlanMemory): Unit[] {
  const documents = beginDigest();
  for (const document of searchDocuments(catalog, () => 0)) {
    documents.add(Buffer.from(`${JSON.stringify(document)}\n`, 'utf8'));
  }
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
