import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import { folderOf, indexEntries, quotaOf, readManifest, roleOf } from '../../registry/index.ts';
import type {
  Snapshot,
  OutsideChange,
  RegistryStore,
  Revision,
  TreeChange,
  TreeEntry,
} from '../../registry/index.ts';
import type { ForgeAccount } from '../event/change-event.ts';
import type { RegistryUsage } from './registry-usage.ts';
import { artifactsOf } from './artifacts-of.ts';
import type { ChangeSubject, ChangedFile } from './change-subject.ts';
import { loadControl } from './load-control.ts';
import { NameIndex } from './name-index.ts';
import { readSides } from './read-sides.ts';
import { namespaceOf } from './namespace-of.ts';
import { readStates, redirectTargetsOf } from './redirect-targets.ts';

/** Between which commits a change lies, and what of it the registry's folder does not show. */
export interface ChangeRange {
  readonly base: Revision;
  /** The target branch as it is now. */
  readonly tip: Revision;
  readonly head: Revision;
  readonly outside: readonly OutsideChange[];
  /** Leaves out what the target branch holds already: where there is more than one merge base. */
  readonly isRelativeToTip: boolean;
  readonly authors: readonly ForgeAccount[];
  /** What the target branch holds; asked for only where the change brings a new artifact, or content where it is limited. */
  readonly usage: (control: Snapshot) => Promise<RegistryUsage>;
}

const NOTHING_USED: RegistryUsage = { references: [], storage: new Map(), recent: [] };

type Store = Pick<RegistryStore, 'diffTrees' | 'listFolders' | 'readBlobs'>;

/**
 * Reads what differs between a merge base and a head, with just what surrounds it: work follows the change, not the
 * registry. Errors: `HYPER_REGISTRY_MISSING` where a side holds none, those of the store.
 */
export async function loadChange(store: Store, range: ChangeRange): Promise<ChangeSubject> {
  const { base, tip, head, outside, authors } = range;
  const all = await store.diffTrees(base, head);
  const folders = [...new Set(all.map(({ path }) => folderOf(path)))];
  const listings = await listAt(store, folders, base, tip, head);
  const onTip = new Map(listings.tip.map((entry) => [entry.path, entry]));
  const changes = range.isRelativeToTip ? all.filter((change) => !isOnTip(change, onTip)) : all;
  const indexes = {
    before: indexEntries(listings.base),
    tip: indexEntries(listings.tip),
    after: indexEntries(listings.head),
  };
  const sides = await readSides(store, changes, indexes);
  const files = changes.map((change): ChangedFile => {
    const { path, status, before, after } = change;
    const read = { before: sides.of(before), after: sides.of(after), tip: onTip.get(path) };
    return { path, status, role: roleOf(path), ...read };
  });
  const artifacts = artifactsOf(files, indexes, sides);
  const targets = redirectTargetsOf(files);
  const namespaces = [...namespacesOf(files), ...[...targets].map(namespaceOf)];
  const control = await loadControl(store, base, namespaces);
  const nextControl = await loadControl(store, head, namespaces);
  const isNew = [...artifacts.values()].some(
    (one) => one.before.releases.size === 0 && one.after.releases.size > 0,
  );
  const isLimited = [...control.namespaces.values()].some(
    ({ manifest }) => quotaOf(manifest, 'storage') !== undefined,
  );
  const usage = isNew || isLimited ? await range.usage(control) : NOTHING_USED;
  const names = isNew ? new NameIndex(usage.references) : undefined;
  const rootThreshold = await readRootThreshold(store, control.index.trustRoots);
  const states = await readStates(store, head, targets);
  return {
    base,
    tip,
    head,
    files,
    outside,
    artifacts,
    control,
    nextControl,
    targets: states,
    names,
    usage,
    authors,
    indexes,
    rootThreshold,
  };
}

async function listAt(
  store: Store,
  folders: readonly string[],
  base: Revision,
  tip: Revision,
  head: Revision,
): Promise<Record<'base' | 'tip' | 'head', readonly TreeEntry[]>> {
  const atBase = await store.listFolders(base, folders);
  const isSame = tip.tree === base.tree;
  const atTip = isSame ? atBase : await store.listFolders(tip, folders);
  return { base: atBase, tip: atTip, head: await store.listFolders(head, folders) };
}

function isOnTip({ path, after }: TreeChange, tip: ReadonlyMap<string, TreeEntry>): boolean {
  const there = tip.get(path);
  return there?.oid === after?.oid && there?.mode === after?.mode;
}

/** Every namespace that a changed file lies in or declares. */
function namespacesOf(files: readonly ChangedFile[]): Set<string> {
  const found = new Set<string>();
  for (const { path } of files) {
    const role = roleOf(path);
    const of = role.kind === 'signature' ? roleOf(role.signs) : role;
    if ('namespace' in of) found.add(of.namespace);
    else if (of.kind === 'text') {
      const [, ...segments] = folderOf(path).split('/');
      found.add(segments.join('.'));
    }
  }
  return found;
}

async function readRootThreshold(
  store: Pick<RegistryStore, 'readBlobs'>,
  roots: readonly TreeEntry[],
): Promise<number> {
  const current = roots.filter(({ path }) => path === 'trust/root.yaml');
  for await (const [blob] of store.readBlobs(current, MAX_MANIFEST_BYTES)) {
    const manifest = readManifest('trust/root.yaml', blob?.bytes, () => undefined)?.manifest;
    if (manifest?.kind === 'TrustRoot') return manifest.threshold;
  }
  return 1;
}
