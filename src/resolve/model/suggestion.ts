import type { Origin } from './requirement.ts';

/** One change to what the root asks for. */
export type RequestEdit =
  | {
      readonly kind: 'range';
      readonly artifact: string;
      readonly from: string;
      readonly to: string;
      readonly origin?: Origin;
    }
  | { readonly kind: 'unpin'; readonly artifact: string; readonly origin?: Origin }
  | { readonly kind: 'choose'; readonly artifact: string; readonly version: string }
  | { readonly kind: 'drop-override'; readonly artifact: string; readonly origin?: Origin }
  | { readonly kind: 'override'; readonly artifact: string; readonly to: string }
  | { readonly kind: 'remove'; readonly artifact: string; readonly origin?: Origin };

/** Edits with which the request resolves: that was tried. */
export interface Suggestion {
  readonly edits: readonly RequestEdit[];
  /** In the imperative, one line, safe to print. */
  readonly text: string;
}
