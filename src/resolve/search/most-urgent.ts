import type { Guide } from './guide.ts';
import type { Trail } from './trail.ts';

const NONE = -1;

/** The package to settle next: one with a single release left, else the most urgent one; -1 where all are settled. */
export function mostUrgent(trail: Trail, guide: Guide): number {
  const { needed } = trail;
  let best = NONE;
  let bestUrgency = Infinity;
  for (let index = trail.firstOpen(); index < needed.length; index += 1) {
    const pkg = needed.get(index);
    if (trail.isSettled(pkg)) continue;
    const remaining = trail.remaining(pkg);
    if (remaining <= 1) return pkg;
    const urgency = guide.urgency(pkg, remaining);
    if (urgency < bestUrgency) {
      best = pkg;
      bestUrgency = urgency;
    }
  }
  return best;
}
