import { kindTest } from '../index/assign-ids.ts';
import { TEXT_FIELDS } from '../index/fields.ts';
import { indexKeys } from '../index/keys.ts';
import { markOf } from '../index/name-marks.ts';
import { rowTerms } from '../index/row-terms.ts';
import type { RowTerm } from '../index/row-terms.ts';
import { rowTexts, rowValues } from '../index/rows.ts';
import type { Row } from '../index/rows.ts';
import { LISTED_FIELDS } from '../index/value-numbers.ts';
import { toNameKey, tokensOf } from '../text/tokens.ts';
import type { NumberedChange } from './number-again.ts';
import { typedWords } from './typed-words.ts';

/** What a list says of a document; of one that says no more than that it is there, all is 0. */
export interface Posting extends RowTerm {
  /** Of the name of the document. */
  readonly mark: number;
}

/** What changes in a list. */
export interface ListEdit {
  /** Ids that it has no more, or otherwise. */
  readonly gone: Set<number>;
  /** By id. */
  readonly more: Map<number, Posting>;
}

const NOTHING_SAID: RowTerm = { details: 0, weight: 0 };

/** What changes in which list, by the key of the list; nothing does in some that tell of words that are typed by others than
 *  before. Pure. */
export function listEdits(changes: readonly NumberedChange[]): Map<string, ListEdit> {
  const edits = new Map<string, ListEdit>();
  const editOf = (key: string): ListEdit => {
    const edit = edits.get(key) ?? { gone: new Set(), more: new Map<number, Posting>() };
    edits.set(key, edit);
    return edit;
  };
  for (const { former, next } of changes) {
    const before = former && termsOf(former.row);
    const after = next && termsOf(next.row);
    const mark = next === undefined ? 0 : nameMark(next.row);
    const isSame = (key: string): boolean => {
      const [one, other] = [before?.get(key), after?.get(key)];
      const isAlike = one?.details === other?.details && one?.weight === other?.weight;
      return former?.id === next?.id && one !== undefined && other !== undefined && isAlike;
    };
    if (former !== undefined)
      for (const key of before?.keys() ?? []) if (!isSame(key)) editOf(key).gone.add(former.id);
    if (next !== undefined)
      for (const [key, term] of after ?? [])
        if (!isSame(key)) editOf(key).more.set(next.id, { ...term, mark });
    const typed = [former, next].map((one) =>
      one === undefined ? new Map<string, string>() : typedWords(one.row),
    );
    for (const words of typed)
      for (const [word, key] of words) if (!typed.every((one) => one.has(word))) editOf(key);
  }
  return edits;
}

/** What the name of a document has, as lists note it. Pure. */
export function nameMark(row: Row): number {
  const { limit } = TEXT_FIELDS[0];
  return tokensOf(rowTexts(row).name, limit).reduce((mark, { stem }) => mark | markOf(stem), 0);
}

/** Every list that a document is in, by key, and what the list says of it. */
function termsOf(row: Row): Map<string, RowTerm> {
  const texts = rowTexts(row);
  const terms = new Map(rowTerms(texts));
  terms.set(indexKeys.all, NOTHING_SAID);
  terms.set(indexKeys.exact(toNameKey(texts.name)), NOTHING_SAID);
  for (const field of LISTED_FIELDS) {
    for (const value of rowValues(row, field)) {
      if (kindTest(field, value) === undefined) terms.set(indexKeys.value(field, value), NOTHING_SAID);
    }
  }
  return terms;
}
