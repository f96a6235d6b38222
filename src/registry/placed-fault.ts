import { MAX_MANIFEST_BYTES, compareDiagnostics } from '../core/index.ts';
import type { Code, Diagnostic, Severity } from '../core/index.ts';
import { parseDocument } from '../document/index.ts';
import type { ParsedDocument, Pointer } from '../document/index.ts';
import { roleOf } from './file-role.ts';
import type { RegistryIndex } from './registry-index.ts';
import type { RegistryStore, TreeEntry } from './registry-store.ts';

/** Where something is stated: a file of the registry, and a pointer into its document. */
export interface Place {
  /** From the registry's root. */
  readonly path: string;
  readonly pointer: Pointer;
}

/** Something wrong with what a snapshot holds, which keeps no texts: its position is looked up later. */
export interface PlacedFault {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly place: Place;
}

/** Finds positions in frame files: registry.yaml, namespaces and policies, each read once. */
export class PlaceFinder {
  readonly #documents: ReadonlyMap<string, ParsedDocument>;

  private constructor(documents: ReadonlyMap<string, ParsedDocument>) {
    this.#documents = documents;
  }

  /** Reads the files that the places name; those that are not there or cannot be read give no position. */
  static async open(
    store: RegistryStore,
    index: RegistryIndex,
    places: Iterable<Place>,
  ): Promise<PlaceFinder> {
    const paths = [...new Set([...places].map(({ path }) => path))];
    const entries = paths.flatMap((path) => entryAt(index, path) ?? []);
    const documents = new Map<string, ParsedDocument>();
    for await (const blobs of store.readBlobs(entries, MAX_MANIFEST_BYTES)) {
      for (const { request, bytes } of blobs) {
        const document = bytes === undefined ? undefined : parseDocument(bytes).document;
        if (document !== undefined) documents.set(request.path, document);
      }
    }
    return new PlaceFinder(documents);
  }

  /** The place as a diagnostic says it: the path, and the span where the file could be read. */
  locate({ path, pointer }: Place): Pick<Diagnostic, 'path' | 'span'> {
    const document = this.#documents.get(path);
    return document === undefined ? { path } : { path, span: document.locate(pointer) };
  }
}

/** The faults as diagnostics with positions, in report order. Errors: those of the store. */
export async function locateFaults(
  store: RegistryStore,
  index: RegistryIndex,
  faults: readonly PlacedFault[],
): Promise<Diagnostic[]> {
  const finder = await PlaceFinder.open(
    store,
    index,
    faults.map(({ place }) => place),
  );
  return faults.map(({ place, ...rest }) => ({ ...rest, ...finder.locate(place) })).sort(compareDiagnostics);
}

function entryAt(index: RegistryIndex, path: string): TreeEntry | undefined {
  const role = roleOf(path);
  if (role.kind === 'registry') return index.registry;
  if (role.kind === 'namespace') return index.namespaces.get(role.namespace)?.manifest;
  return role.kind === 'policy' ? index.namespaces.get(role.namespace)?.policies.get(role.id) : undefined;
}
