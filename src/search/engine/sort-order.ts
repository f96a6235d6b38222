import type { Diagnostic } from '../../core/index.ts';
import { ORDER_FIELDS } from '../index/fields.ts';
import type { OrderField } from '../index/fields.ts';
import { toQueryDiagnostic } from '../query/query-fault.ts';
import type { QueryFault } from '../query/query-fault.ts';
import { fieldOf, isOrderField } from '../query/query-fields.ts';

/** One key of a sort order. */
export interface SortKey {
  readonly field: OrderField | 'relevance' | 'name';
  readonly isDescending: boolean;
}

export type ParsedSort<Fault = Diagnostic> =
  { readonly ok: true; readonly keys: readonly SortKey[] } | { readonly ok: false; readonly fault: Fault };

/**
 * Reads a sort order such as `rating:desc,created:desc,relevance`. Relevance falls and the rest rises, where nothing is
 * said. An empty text is relevance. Faults: `HYPER_QUERY_FIELD`, `HYPER_QUERY_VALUE`. Pure.
 */
export function parseSort(text: string): ParsedSort {
  const read = readSort(text);
  return read.ok ? read : { ok: false, fault: toQueryDiagnostic(text, read.fault) };
}

/** The same with faults as they stand in the text alone. Pure. */
export function readSort(text: string): ParsedSort<QueryFault> {
  const keys: SortKey[] = [];
  let start = 0;
  for (const part of text.trim() === '' ? [] : text.split(',')) {
    const end = start + part.length;
    const [name = '', direction, ...rest] = part.trim().split(':');
    const field = name === 'relevance' || name === 'name' ? name : fieldOf(name);
    if (field === undefined || !(field === 'relevance' || field === 'name' || isOrderField(field))) {
      const message = `cannot sort by "${name}", expected one of relevance, name, ${ORDER_FIELDS.join(', ')}`;
      return { ok: false, fault: { code: 'HYPER_QUERY_FIELD', message, start, end } };
    }
    const isKnown = direction === undefined || direction === 'asc' || direction === 'desc';
    if (!isKnown || rest.length > 0) {
      const message = `expected "asc" or "desc" after "${name}:"`;
      return { ok: false, fault: { code: 'HYPER_QUERY_VALUE', message, start, end } };
    }
    const isDescending = direction === undefined ? field === 'relevance' : direction === 'desc';
    keys.push({ field, isDescending });
    start = end + 1;
  }
  return { ok: true, keys: keys.length === 0 ? [{ field: 'relevance', isDescending: true }] : keys };
}
