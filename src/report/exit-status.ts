import type { Verdict } from '../operations/index.ts';
import type { ExitStatus } from '../core/index.ts';

/** What a process exits with after an operation that came to an end (SPEC section 8). */
export function exitStatusOf(verdict: Verdict): ExitStatus {
  switch (verdict) {
    case 'pass':
      return 0;
    case 'findings':
      return 1;
    case 'untrusted':
      return 4;
    case 'needs-human':
      return 42;
  }
}
