import { HyperError, toOneLine } from '../core/index.ts';
import type { Code, JsonObject, JsonValue } from '../core/index.ts';
import { parseForeign } from '../document/index.ts';

/** One release in a document, its fields not yet checked, or why there is none. */
export type SourceEntry = { readonly fields: JsonObject } | EntryFault;

/** An entry that becomes no release. */
export interface EntryFault {
  readonly code: Code;
  /** One clause, safe to print. */
  readonly message: string;
  readonly name?: string;
  readonly version?: string;
}

/** The documents of a source. Errors: `HYPER_IMPORT_DOCUMENT`. */
export function parseSource(text: string, title: string): readonly JsonValue[] {
  const outcome = parseForeign(text);
  if ('fault' in outcome) throw notA(title, outcome.fault);
  return outcome.values;
}

/** The error of a document that is not of the format. */
export function notA(title: string, what: string): HyperError {
  return new HyperError('HYPER_IMPORT_DOCUMENT', `expected the ${title}, got ${toOneLine(what)}`, {
    hint: 'look at the first lines of the file: it may be an error page, or of another kind',
  });
}
