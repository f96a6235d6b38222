import type { Diagnostic } from '../../core/index.ts';
import type { OrderField, TextField, ValueField } from '../index/fields.ts';
import type { Query } from './query.ts';
import { DOCUMENT_VOCABULARY } from './query-fields.ts';
import { QueryRefusal, toQueryDiagnostic } from './query-fault.ts';
import type { QueryFault } from './query-fault.ts';
import { QueryParser } from './query-parser.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A query, or the first thing that is wrong with it. */
export type ParsedQuery<
  Text extends string = TextField,
  Exact extends string = ValueField | OrderField,
  Fault = Diagnostic,
> = { readonly ok: true; readonly query: Query<Text, Exact> } | { readonly ok: false; readonly fault: Fault };

/**
 * Reads a query (grammar in docs/query.md). Faults carry the span of what is wrong and a caret under it, by
 * `HYPER_QUERY_SYNTAX`, `HYPER_QUERY_FIELD`, `HYPER_QUERY_OPERATOR` or `HYPER_QUERY_VALUE`. Pure.
 */
export function parseQuery(text: string): ParsedQuery {
  return parseQueryOf(text, DOCUMENT_VOCABULARY);
}

/** The same of anything whose fields are told. Pure. */
export function parseQueryOf<Text extends string, Exact extends string>(
  text: string,
  vocabulary: Vocabulary<Text, Exact>,
): ParsedQuery<Text, Exact> {
  const read = readQuery(text, vocabulary);
  return read.ok ? read : { ok: false, fault: toQueryDiagnostic(text, read.fault) };
}

/** The same with faults as they stand in the text alone: less for a browser to download. Pure. */
export function readQuery<Text extends string, Exact extends string>(
  text: string,
  vocabulary: Vocabulary<Text, Exact>,
): ParsedQuery<Text, Exact, QueryFault> {
  try {
    return { ok: true, query: new QueryParser(text, vocabulary).parse() };
  } catch (error) {
    if (error instanceof QueryRefusal) return { ok: false, fault: error.fault };
    throw error;
  }
}
