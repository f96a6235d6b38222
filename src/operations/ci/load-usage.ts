import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import type { RecentName, RegistryUsage } from '../../gate/index.ts';
import { parseNamespacePath, toFolder } from '../../names/index.ts';
import { folderOf, quotaOf, readManifest, roleOf } from '../../registry/index.ts';
import type { NamespaceRecord, RegistryStore, RepositoryHistory, Revision } from '../../registry/index.ts';
import type { OpenedRegistry } from '../world.ts';
import { knownReferences } from './known-references.ts';

const DAY_SECONDS = 24 * 60 * 60;
/** More commits than this in a day are looked at by nobody; the newest count. */
const MAX_RECENT_COMMITS = 200;

/** What the target branch holds and held of late. `now` is in milliseconds since 1970. */
export async function loadUsage(
  registry: OpenedRegistry,
  history: RepositoryHistory,
  tip: Revision & { readonly commit: string },
  namespaces: Iterable<NamespaceRecord>,
  now: number,
): Promise<RegistryUsage> {
  const storage = new Map<string, number>();
  for (const { path, manifest } of namespaces) {
    if (quotaOf(manifest, 'storage') !== undefined)
      storage.set(path, await storageBelow(registry, tip, path));
  }
  const references = await knownReferences(registry, tip);
  return { references, storage, recent: await recentNames(registry.store, history, tip, now) };
}

/** Bytes of content below a namespace, each content once: remembered by the tree, since it reads every release there. */
async function storageBelow(
  { store, cache }: OpenedRegistry,
  tip: Revision,
  namespace: string,
): Promise<number> {
  const parsed = parseNamespacePath(namespace);
  if (!parsed.ok || tip.tree === null) return 0;
  const key = `storage-${tip.tree}-${parsed.value.replace(/[^a-z0-9.-]/gu, '_')}`;
  const kept = Number(cache.read(key) ?? 'none');
  if (Number.isSafeInteger(kept)) return kept;
  const folder = `${toFolder(parsed.value)}/`;
  const releases = (await store.listTree(tip)).filter(
    ({ path, mode }) => path.startsWith(folder) && mode.startsWith('100') && roleOf(path).kind === 'release',
  );
  const sizes = new Map<string, number>();
  for await (const blobs of store.readBlobs(releases, MAX_MANIFEST_BYTES)) {
    for (const { request, bytes } of blobs) {
      const manifest = readManifest(request.path, bytes, () => undefined)?.manifest;
      const content = manifest?.kind === 'Artifact' ? manifest.content : undefined;
      if (content?.size !== undefined) sizes.set(content.digests.sha256, content.size);
    }
  }
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  cache.write(key, String(total));
  return total;
}

/** Artifacts whose first release came within a day, by the commits of the target branch itself. */
async function recentNames(
  store: RegistryStore,
  history: RepositoryHistory,
  tip: Revision & { readonly commit: string },
  now: number,
): Promise<RecentName[]> {
  const commits = await history.recentCommits(tip.commit, Math.floor(now / 1000) - DAY_SECONDS);
  const found: RecentName[] = [];
  for (const { commit, parent, authorEmail } of commits.slice(0, MAX_RECENT_COMMITS)) {
    if (parent === undefined) continue;
    const [before, after] = [await store.resolveRevision(parent), await store.resolveRevision(commit)];
    const added = new Map<string, string>();
    for (const { status, path } of await store.diffTrees(before, after)) {
      const role = roleOf(path);
      if (status === 'added' && role.kind === 'release')
        added.set(folderOf(path), `${role.namespace}/${role.name}`);
    }
    const there = new Set(
      (await store.listFolders(before, [...added.keys()])).map(({ path }) => folderOf(path)),
    );
    for (const [folder, reference] of added)
      if (!there.has(folder)) found.push({ reference, account: accountOf(authorEmail) });
  }
  return found;
}

/** GitHub writes the number of an account before the login in the address that hides the real one. */
function accountOf(email: string): number | undefined {
  const match = /^([1-9][0-9]{0,14})\+[^@]+@users\.noreply\.github\.com$/u.exec(email);
  return match === null ? undefined : Number(match[1]);
}
