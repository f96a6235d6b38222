import { toNameKey } from '../text/tokens.ts';
import { kindTest } from './assign-ids.ts';
import type { DocumentTexts } from './document-text.ts';
import { TEXT_FIELDS } from './fields.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { indexKeys } from './keys.ts';
import { Lexicon } from './lexicon.ts';
import type { LexiconWords } from './lexicon.ts';
import { LEADS_NAME, codeOfWeight } from './postings.ts';
import { SortedPostings } from './sorted-postings.ts';
import { Tally } from './tally.ts';
import { TextNumbers } from './text-numbers.ts';
import { LISTED_FIELDS } from './value-numbers.ts';
import type { DocumentValues, ListedField, ValueNumbers } from './value-numbers.ts';
import { fieldWeight } from './weights.ts';

/** Gathers which documents have which terms and values, a few bytes for each; bounded for each document, whatever it holds
 *  (ATTACKS X13). */
export class PostingsGatherer {
  #terms = new TextNumbers();
  #lexicon = new Lexicon(this.#terms);
  #tally = new Tally();
  /** Those of the field at hand. */
  readonly #words: number[] = [];
  readonly #values: ValueNumbers;
  /** Of each value of a field the number of its list; negative where ids tell the value. */
  readonly #valueTerms = LISTED_FIELDS.map((field) => ({ field, terms: [] as number[] }));
  /** Where the postings of each document begin. */
  readonly #starts = new GrowingNumbers();
  readonly #termOf = new GrowingNumbers();
  /** Details and weight of each posting. */
  readonly #what = new GrowingNumbers(16);
  /** The mark of the name of each document. */
  readonly #marks = new GrowingNumbers();

  constructor(values: ValueNumbers) {
    this.#values = values;
  }

  /** The next document, by what is kept of it, with its values. */
  add(kept: DocumentTexts, values: DocumentValues): void {
    this.#starts.push(this.#termOf.length);
    this.#tally.start();
    TEXT_FIELDS.forEach((field, number) => {
      this.#addField(kept, field, number);
    });
    const tally = this.#tally;
    for (let place = 0; place < tally.terms.length; place += 1) {
      const what = (tally.details(place) << 8) | codeOfWeight(tally.weight(place));
      this.#push(tally.terms[place] ?? 0, what);
    }
    this.#push(this.#terms.of(indexKeys.exact(toNameKey(kept.name))), 0);
    this.#addValues(values);
  }

  /** Words of names, tags and keywords, those that people type from memory. Forgets all words: nothing is added after. */
  takeTyped(): LexiconWords {
    const typed = this.#lexicon.typed();
    this.#lexicon = new Lexicon(this.#terms);
    this.#tally = new Tally();
    return typed;
  }

  /** The mark of the name of the document at this place. */
  markAt(place: number): number {
    return this.#marks.at(place);
  }

  /** Puts the postings in order of list, then of id, and forgets them. `order` and `ids` are those of the documents as they
   *  were added. */
  sorted(ids: Uint32Array, order: Uint32Array): SortedPostings {
    const gathered = { starts: this.#starts, termOf: this.#termOf, what: this.#what };
    const { texts } = this.#terms;
    // Looking terms up is over, and takes more room than they do.
    this.#terms = new TextNumbers();
    this.#lexicon = new Lexicon(this.#terms);
    const sorted = new SortedPostings(texts, { ids, order, ...gathered });
    for (const numbers of Object.values(gathered)) numbers.clear();
    return sorted;
  }

  #addField(kept: DocumentTexts, field: (typeof TEXT_FIELDS)[number], number: number): void {
    const { name, limit } = field;
    const lexicon = this.#lexicon;
    const tally = this.#tally;
    const value = kept[name];
    const words = this.#words;
    words.length = 0;
    // The same as one text of them all would give: a space parts words.
    if (typeof value === 'string') lexicon.read(value, limit, words);
    else for (const text of value) lexicon.read(text, limit, words);
    const isTyped = name !== 'description' && name !== 'namespace';
    for (const word of words) {
      tally.count(lexicon.stemTerm(word));
      const ofWord = lexicon.wordTerm(word);
      if (ofWord >= 0) tally.count(ofWord);
      if (isTyped) lexicon.markTyped(word);
    }
    tally.finishField(1 << number, (count) => fieldWeight(field, words.length, count));
    if (name !== 'name') return;
    this.#marks.push(words.reduce((mark, word) => mark | lexicon.mark(word), 0));
    const [lead] = words;
    if (lead === undefined) return;
    tally.mark(lexicon.stemTerm(lead), LEADS_NAME);
    if (lexicon.wordTerm(lead) >= 0) tally.mark(lexicon.wordTerm(lead), LEADS_NAME);
  }

  #addValues(values: DocumentValues): void {
    let place = 0;
    for (const { field, terms } of this.#valueTerms) {
      for (const value of values[place++] ?? []) {
        const term = (terms[value] ??= this.#termOfValue(field, value));
        if (term >= 0) this.#push(term, 0);
      }
    }
  }

  #termOfValue(field: ListedField, number: number): number {
    const text = this.#values.textOf(field, number);
    return kindTest(field, text) === undefined ? this.#terms.of(indexKeys.value(field, text)) : -1;
  }

  #push(term: number, what: number): void {
    this.#termOf.push(term);
    this.#what.push(what);
  }
}
