import { sortedBy } from '../../core/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { contentPathOf } from '../../manifest/index.ts';
import { folderOf, readManifest, roleOf } from '../../registry/index.ts';
import type { WritePlace } from './write-context.ts';

/**
 * What a commit of the plan takes along: files of the same folder that are not committed yet, the content that they name,
 * and the namespaces that they stand in, so that the commit holds all that it speaks of. In order.
 */
export async function carriedFiles(
  place: WritePlace,
  folder: string,
  edits: readonly PlannedEdit[],
): Promise<readonly string[]> {
  const planned = new Set(edits.map(({ path }) => path));
  const open = new Set((await place.uncommitted()).filter((path) => !planned.has(path)));
  const carried = new Set([...open].filter((path) => isOfFolder(path, folder)));
  // Content goes with the release that was deleted.
  for (const path of open)
    if (roleOf(path).kind === 'blob' && (await place.read(path)) === undefined) carried.add(path);
  const releases = new Map<string, Uint8Array | undefined>();
  for (const path of carried) releases.set(path, await place.read(path));
  for (const { path, after } of edits) releases.set(path, after);
  for (const [path, bytes] of releases) {
    if (bytes === undefined || roleOf(path).kind !== 'release') continue;
    const manifest = readManifest(path, bytes, () => undefined)?.manifest;
    const blob = manifest?.kind === 'Artifact' ? contentPathOf(manifest) : undefined;
    if (blob !== undefined && open.has(blob)) carried.add(blob);
  }
  return sortedBy(carried, (path) => path);
}

function isOfFolder(path: string, folder: string): boolean {
  const { kind } = roleOf(path);
  if (kind === 'other' || kind === 'foreign') return false;
  const own = folderOf(path);
  if (own === folder) return true;
  const namespace = own.endsWith('/policies') ? folderOf(own) : own;
  const isAbove = namespace === folder || folder.startsWith(`${namespace}/`);
  return isAbove && /\/(?:namespace\.(?:yaml|sigstore\.json)|policies\/[^/]+)$/u.test(path);
}
