import { sortedBy } from '../../core/index.ts';
import type { Inherited } from '../../registry/index.ts';

/** Labels from above under an artifact's own, in order of names (SPEC section 2.1). */
export function mergeLabels(
  inherited: Inherited['labels'],
  own: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  const merged = new Map([...inherited].map(([name, { value }]) => [name, value] as const));
  for (const [name, value] of Object.entries(own ?? {})) merged.set(name, value);
  return Object.fromEntries(sortedBy(merged, ([name]) => name));
}
