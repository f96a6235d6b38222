import type { Conflict } from './conflict.ts';
import type { Question, Resolution } from './resolution.ts';

/** What came of a request. */
export type Outcome =
  | { readonly kind: 'solved'; readonly resolution: Resolution }
  | { readonly kind: 'conflict'; readonly conflict: Conflict }
  | { readonly kind: 'question'; readonly question: Question };
