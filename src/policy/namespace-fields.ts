import type { JsonObject } from '../core/index.ts';
import type { NamespacePath } from '../names/index.ts';
import { inheritedBy } from '../registry/index.ts';
import type { PolicySource } from './policies-in-force.ts';

/**
 * The fields of a namespace as policies see them: its manifest, with the labels and the visibility that it inherits; undefined
 * where it has no readable manifest. Pure.
 */
export function namespaceFieldsOf(snapshot: PolicySource, namespace: NamespacePath): JsonObject | undefined {
  const record = snapshot.namespaces.get(namespace);
  if (record === undefined) return undefined;
  const { labels, visibility } = inheritedBy(snapshot, namespace);
  const merged = Object.fromEntries([...labels].map(([name, { value }]) => [name, value]));
  return { ...(record.manifest as unknown as JsonObject), labels: merged, visibility };
}
