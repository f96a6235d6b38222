import { MAX_MANIFEST_BYTES, isJsonObject } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import type { RegistryManifest } from '../../manifest/index.ts';
import type { RegistryIndex } from '../registry-index.ts';
import type { RegistryStore, Revision } from '../registry-store.ts';
import type { Layout } from './fan-out.ts';

const NONE: ReadonlySet<string> = new Set();

/** The namespaces whose artifacts are fanned out, as registry.yaml says. Pure. */
export function fanOutOf(registry: Pick<RegistryManifest, 'formatVersion' | 'fanOut'>): ReadonlySet<string> {
  return registry.formatVersion < 2 ? NONE : new Set(registry.fanOut ?? []);
}

/** The layout that registry.yaml gives a registry of these namespaces. Pure. */
export function layoutOf(
  registry: Pick<RegistryManifest, 'formatVersion' | 'fanOut'>,
  index: Pick<RegistryIndex, 'namespaces'>,
): Layout {
  const fanOut = fanOutOf(registry);
  let folders: ReadonlySet<string> | undefined;
  return {
    isFannedOut: (namespace) => fanOut.has(namespace),
    isNamespaceFolder: (folder) => {
      folders ??= new Set([...index.namespaces.values()].map((one) => one.folder));
      return folders.has(folder);
    },
  };
}

/** What an unchecked document of registry.yaml says of fan-out. Pure. */
export function fanOutOfValue(value: JsonValue | undefined): ReadonlySet<string> {
  if (!isJsonObject(value) || value['formatVersion'] === 1 || !Array.isArray(value['fanOut'])) return NONE;
  const names = (value['fanOut'] as readonly JsonValue[]).filter((name) => typeof name === 'string');
  return new Set(names);
}

/** The same of a revision. Errors: those of the store. */
export async function loadFanOut(
  store: Pick<RegistryStore, 'listFolders' | 'readBlobs'>,
  revision: Revision,
): Promise<ReadonlySet<string>> {
  const entry = (await store.listFolders(revision, [''])).find(({ path }) => path === 'registry.yaml');
  if (entry?.mode.startsWith('100') !== true) return NONE;
  for await (const [blob] of store.readBlobs([entry], MAX_MANIFEST_BYTES)) {
    if (blob?.bytes !== undefined) return fanOutOfValue(parseDocument(blob.bytes).document?.value);
  }
  return NONE;
}
