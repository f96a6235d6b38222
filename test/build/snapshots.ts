import { expect } from 'vitest';
import { MemoryStore } from '../../src/adapters/memory/index.ts';
import { parseNamespacePath } from '../../src/names/index.ts';
import type { NamespacePath } from '../../src/names/index.ts';
import { loadSnapshot } from '../../src/registry/index.ts';
import type { Snapshot } from '../../src/registry/index.ts';
import { registryText } from './manifests.ts';

/** The snapshot of a registry of these files; `registry.yaml` is added where it is not among them. */
export async function snapshotOf(
  files: Readonly<Record<string, unknown>>,
  { mayHaveFaults = false }: { readonly mayHaveFaults?: boolean } = {},
): Promise<Snapshot> {
  const store = new MemoryStore();
  store.commit({ 'registry.yaml': registryText(), ...(files as Record<string, string>) });
  const snapshot = await loadSnapshot(store, await store.resolveRevision('HEAD'));
  if (!mayHaveFaults) expect(snapshot.diagnostics).toEqual([]);
  return snapshot;
}

/** The canonical path of a text that is one. */
export function pathOf(text: string): NamespacePath {
  const parsed = parseNamespacePath(text);
  if (!parsed.ok) throw new Error(parsed.fault.message);
  return parsed.value;
}

/** A moment that tests share. */
export const AT = new Date('2026-06-01T12:00:00Z');
