import { digestHex } from '../../core/index.ts';
import { buildIndex } from '../../search/index.ts';
import { SEARCH_FOLDER } from '../model/paths.ts';
import type { Catalog } from '../model/catalog.ts';
import { searchDocuments } from '../model/search-documents.ts';
import { contextKey } from './context-key.ts';
import { unitKey } from './unit.ts';
import type { Unit } from './unit.ts';

/** The search index, of what the site shows and nothing else. Its files are named by their digest: where one release
 *  changed, most are as they were. */
export function searchUnits(catalog: Catalog): Unit[] {
  const digests: string[] = [];
  for (const document of searchDocuments(catalog)) digests.push(digestHex(JSON.stringify(document)));
  return [
    {
      id: 'search',
      key: unitKey([contextKey(catalog), digests]),
      needs: [],
      *render() {
        for (const { path, bytes } of buildIndex(searchDocuments(catalog))) {
          yield { path: `${SEARCH_FOLDER}/${path}`, bytes };
        }
      },
    },
  ];
}
