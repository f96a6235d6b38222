import { gatherFacts } from '../../catalog/index.ts';
import type { Visibility } from '../../catalog/index.ts';
import {
  compareDiagnostics,
  compareText,
  digestHex,
  digestOf,
  throwIfInterrupted,
} from '../../core/index.ts';
import type { Diagnostic, Digest } from '../../core/index.ts';
import { loadSnapshot, streamReleases } from '../../registry/index.ts';
import type { RegistryStore, Snapshot } from '../../registry/index.ts';
import { withObserved } from '../read/gather-shown.ts';
import { filesOfIndex, indexFiles } from '../read/open-search-index.ts';
import { openRevision } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { Operation, OperationContext } from '../operation.ts';
import type { KeptPieces, OpenedRegistry, RegistryContext } from '../world.ts';
import { keptIndexKey } from './kept-index.ts';

export interface IndexRebuildInput extends ReadInput {
  /** A folder for the index alone: absent, empty or one that this made. Undefined: where hyper search keeps it. */
  readonly out: string | undefined;
  /** With `out`: the least public of what is in it. What hyper search keeps here holds everything. */
  readonly visibility: Visibility;
}

export interface IndexRebuildData {
  /** null where the working tree differs from every commit. */
  readonly commit: string | null;
  /** The folder; null for what `hyper search` keeps in the user's cache. */
  readonly out: string | null;
  /** False where faults, a working tree that no commit is like, or a cache that cannot be written kept the place as it was. */
  readonly isWritten: boolean;
  readonly files: number;
  readonly bytes: number;
  /** Of the sorted list of `DIGEST PATH` lines. */
  readonly digest: Digest;
  /** Against what was at the place before. */
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly same: number;
}

/** A folder that holds an index and nothing else. */
export interface IndexFolder {
  /** The sha256, in hex, of each file that is there, by path; none where there is no folder. */
  digests(): Promise<ReadonlyMap<string, string>>;
  /** Puts the files in the place of those, whole or not at all. */
  replace(files: ReadonlyMap<string, Uint8Array>): Promise<void>;
}

/** What rebuilding an index needs of the world. */
export interface IndexContext extends RegistryContext {
  /** Errors: `HYPER_OUTPUT_FOREIGN` where the folder holds what is no index. */
  openIndexFolder(out: string): Promise<IndexFolder>;
}

/**
 * Builds the search index of a revision anew from its manifests, whatever is kept of it, and says what differs from what
 * was there: the bytes that `build` writes below `search/`. Nothing is written where manifests have faults.
 */
export const indexRebuild: Operation<IndexRebuildInput, IndexRebuildData, IndexContext> = {
  id: 'index.rebuild',
  group: 'admin',
  summary: 'Build the search index of a commit anew',
  async run(context, input) {
    const { registry, revision } = await openRevision(context, input, 'list');
    const place = await openPlace(context, input.out, registry, revision.tree);
    const snapshot = await loadSnapshot(registry.store, revision);
    const diagnostics: Diagnostic[] = snapshot.diagnostics.filter(isError);
    const files = await makeFiles(context, input, { snapshot, store: registry.store, diagnostics });
    throwIfInterrupted(context.signal);
    const before = await place.digests();
    const after = new Map([...files].map(([path, bytes]) => [path, digestHex(bytes)]));
    const isWritten = diagnostics.length === 0 && (await place.replace(files));
    const lines = [...after].map(([path, digest]) => `${digest} ${path}\n`).sort(compareText);
    return {
      verdict: diagnostics.length > 0 ? 'findings' : 'pass',
      diagnostics: diagnostics.sort(compareDiagnostics),
      isLasting: isWritten,
      data: {
        commit: revision.commit,
        out: input.out ?? null,
        isWritten,
        files: files.size,
        bytes: [...files.values()].reduce((sum, { length }) => sum + length, 0),
        digest: digestOf(lines.join('')),
        ...compare(before, after),
      },
    };
  },
};

interface Made {
  readonly snapshot: Snapshot;
  readonly store: RegistryStore;
  readonly diagnostics: Diagnostic[];
}

async function makeFiles(
  context: OperationContext,
  { out, visibility }: IndexRebuildInput,
  { snapshot, store, diagnostics }: Made,
): Promise<ReadonlyMap<string, Uint8Array>> {
  return out === undefined
    ? indexFiles(context, store, snapshot, diagnostics)
    : shownFiles(store, snapshot, visibility, diagnostics);
}

/** As a site has it: what is open enough, told from every release. */
async function shownFiles(
  store: RegistryStore,
  snapshot: Snapshot,
  visibility: Visibility,
  diagnostics: Diagnostic[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found: Diagnostic[] = [];
  const all = streamReleases(store, snapshot.index.artifacts.values(), (fault) => found.push(fault));
  const facts = await withObserved(store, snapshot, await gatherFacts(all));
  diagnostics.push(...[...found, ...facts.diagnostics].filter(isError));
  return filesOfIndex(snapshot, facts, visibility);
}

interface Place extends Pick<IndexFolder, 'digests'> {
  /** False where the place holds nothing. */
  replace(files: ReadonlyMap<string, Uint8Array>): Promise<boolean>;
}

async function openPlace(
  context: IndexContext,
  out: string | undefined,
  { pieces }: OpenedRegistry,
  tree: string | null,
): Promise<Place> {
  if (out !== undefined) {
    const folder = await context.openIndexFolder(out);
    return { digests: () => folder.digests(), replace: (files) => folder.replace(files).then(() => true) };
  }
  const key = tree === null ? undefined : keptIndexKey(tree);
  const kept = key === undefined ? undefined : pieces.openPieces(key);
  return {
    digests: () => Promise.resolve(digestsOf(kept)),
    replace: (files) => {
      if (key === undefined) return Promise.resolve(false);
      pieces.writePieces(key, files);
      return Promise.resolve(pieces.openPieces(key) !== undefined);
    },
  };
}

function digestsOf(kept: KeptPieces | undefined): ReadonlyMap<string, string> {
  const found = (kept?.names ?? []).flatMap((name) => {
    const bytes = kept?.read(name);
    return bytes === undefined ? [] : [[name, digestHex(bytes)] as const];
  });
  return new Map(found);
}

function compare(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Pick<IndexRebuildData, 'added' | 'changed' | 'removed' | 'same'> {
  const found = [...after].map(([path, digest]) => [before.get(path), digest] as const);
  return {
    added: found.filter(([old]) => old === undefined).length,
    changed: found.filter(([old, digest]) => old !== undefined && old !== digest).length,
    removed: [...before.keys()].filter((path) => !after.has(path)).length,
    same: found.filter(([old, digest]) => old === digest).length,
  };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}
