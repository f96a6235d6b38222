import { HyperError, toOneLine } from '../../core/index.ts';
import { lineageOf, quotaOf, streamReleases } from '../../registry/index.ts';
import { isNamespaceWithin } from '../namespace-filter.ts';
import type { WritePlace } from './write-context.ts';

/** What a change adds to a namespace. */
export interface Growth {
  readonly artifacts: number;
  /** Bytes of content in the repository. */
  readonly storage: number;
}

/**
 * Makes sure that a namespace and all above it, whose pools it shares, have room. Deleted artifacts count: deleting frees
 * nothing (ATTACKS Q02). Content that several releases share counts once a pool. Errors: `HYPER_QUOTA_FULL`.
 */
export async function assertRoom(place: WritePlace, namespace: string, growth: Growth): Promise<void> {
  const { snapshot } = place;
  for (const { path, manifest } of lineageOf(snapshot, namespace)) {
    const artifacts = quotaOf(manifest, 'artifacts');
    const used = artifacts === undefined || growth.artifacts === 0 ? 0 : countArtifacts(place, path);
    if (artifacts !== undefined && growth.artifacts > 0 && used + growth.artifacts > artifacts) {
      throw full(path, `${String(used)} of ${String(artifacts)} artifacts`);
    }
    const storage = quotaOf(manifest, 'storage');
    if (storage === undefined || growth.storage === 0) continue;
    const bytes = await sumStorage(place, path);
    if (bytes + growth.storage > storage) {
      throw full(
        path,
        `${String(bytes)} of ${String(storage)} bytes, and ${String(growth.storage)} would be added`,
      );
    }
  }
}

function countArtifacts({ snapshot }: WritePlace, path: string): number {
  const isWithin = isNamespaceWithin(path);
  let count = 0;
  for (const { namespace } of snapshot.index.artifacts.values()) if (isWithin(namespace)) count += 1;
  return count;
}

async function sumStorage({ snapshot, registry }: WritePlace, path: string): Promise<number> {
  const isWithin = isNamespaceWithin(path);
  const chosen = [...snapshot.index.artifacts.values()].filter(({ namespace }) => isWithin(namespace));
  const sizes = new Map<string, number>();
  for await (const { manifest } of streamReleases(registry.store, chosen, () => undefined)) {
    const { content } = manifest;
    if (content !== undefined && content.uri === undefined)
      sizes.set(content.digests.sha256, content.size ?? 0);
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

function full(path: string, how: string): HyperError {
  return new HyperError('HYPER_QUOTA_FULL', `the quota of "${toOneLine(path)}" is used up: ${how}`, {
    hint: `whoever manages it can raise it: hyper namespace quota ${path} --artifacts N --storage BYTES`,
  });
}
