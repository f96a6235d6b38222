import { canonicalJson } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { ALWAYS, simplified } from '../../manifest/index.ts';
import type { DependencyCondition } from '../../manifest/index.ts';

/** Alternatives of conditions, the fewest that say the same: the empty list holds never, `ALWAYS` always. */
export type Alternatives = readonly DependencyCondition[];

/** The alternatives with one more; the very same list where that says nothing new. Pure. */
export function withAlternative(alternatives: Alternatives, added: DependencyCondition): Alternatives {
  if (alternatives === ALWAYS || Object.keys(added).length === 0) return ALWAYS;
  const next = simplified([...alternatives, added]);
  if (next.length === 1 && Object.keys(next[0] ?? {}).length === 0) return ALWAYS;
  return textOf(next) === textOf(alternatives) ? alternatives : next;
}

function textOf(alternatives: Alternatives): string {
  return canonicalJson(alternatives as unknown as JsonValue);
}
