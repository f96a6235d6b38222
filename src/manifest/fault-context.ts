import type { JsonObject } from '../core/index.ts';
import type { Pointer } from '../document/index.ts';

/** What a description may look at. */
export interface FaultContext {
  readonly root: JsonObject;
  /** The source text of the value at a pointer. */
  sourceOf(pointer: Pointer): string;
}
