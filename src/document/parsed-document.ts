import type { Diagnostic, JsonValue, Span } from '../core/index.ts';

/** Keys and indices from the root: `['spec', 'hooks', 0, 'event']`. */
export type Pointer = readonly (string | number)[];

/** A YAML text that keeps the registry's subset (SPEC section 2), as a value that knows where each part stands. */
export interface ParsedDocument {
  readonly text: string;
  readonly value: JsonValue;
  /** Where the value at the pointer stands, or its key. A pointer that leads nowhere gives the nearest parent. The first
   *  call parses the text with positions; nothing before it does. */
  locate(pointer: Pointer, part?: 'key' | 'value'): Span;
}

/** The document is undefined where any diagnostic is an error. */
export interface ParseOutcome {
  readonly document: ParsedDocument | undefined;
  /** Where the faults leave the structure of the text beyond doubt: the document as it seems meant, to look for more
   *  faults in the same pass. Never to be believed. */
  readonly salvaged?: ParsedDocument;
  readonly diagnostics: readonly Diagnostic[];
  /** False where the fast path gave up and the positioned parser read the text: for benchmarks and statistics. */
  readonly isFast: boolean;
}
