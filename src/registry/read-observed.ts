import { MAX_MANIFEST_BYTES, isJsonObject } from '../core/index.ts';
import type { JsonValue } from '../core/index.ts';
import { parseDocument } from '../document/index.ts';
import type { RegistryIndex } from './registry-index.ts';
import type { RegistryStore } from './registry-store.ts';

/** What the registry itself saw of an artifact (SPEC section 2); authors never write it, and it is no more believed than
 *  anything else: each number within its bounds, or not there. */
export interface Observed {
  readonly downloadCount?: number;
  /** From 0 to 5. */
  readonly rating?: number;
}

const FOLDER = 'observed';
const MAX_DOWNLOADS = 1e12;
const MAX_RATING = 5;

/** By `namespace/name`, what `observed/…/stats.yaml` says of the artifacts. A registry without such files costs nothing;
 *  files that cannot be read, and numbers out of bounds, say nothing. Errors: those of the store. */
export async function readObserved(
  store: RegistryStore,
  { observed, artifacts }: Pick<RegistryIndex, 'observed' | 'artifacts'>,
): Promise<ReadonlyMap<string, Observed>> {
  const found = new Map<string, Observed>();
  if (observed.length === 0) return found;
  const references = new Map<string, string>();
  for (const { folder, reference } of artifacts.values()) {
    references.set(`${FOLDER}/${folder}/stats.yaml`, reference);
    references.set(`${FOLDER}/${folder.replace(/^namespaces\//u, '')}/stats.yaml`, reference);
  }
  const wanted = observed.filter(({ path }) => references.has(path));
  for await (const blobs of store.readBlobs(wanted, MAX_MANIFEST_BYTES)) {
    for (const { request, bytes } of blobs) {
      const said = bytes === undefined ? {} : observedOf(parseDocument(bytes).document?.value);
      const reference = references.get(request.path);
      if (reference !== undefined && Object.keys(said).length > 0) found.set(reference, said);
    }
  }
  return found;
}

function observedOf(value: JsonValue | undefined): Observed {
  if (!isJsonObject(value)) return {};
  const { downloadCount, rating } = value;
  return {
    ...(isWithin(downloadCount, MAX_DOWNLOADS) && Number.isInteger(downloadCount) ? { downloadCount } : {}),
    ...(isWithin(rating, MAX_RATING) ? { rating } : {}),
  };
}

function isWithin(value: JsonValue | undefined, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}
