import type { Code } from '../../core/index.ts';
import { RESERVED } from './query.ts';
import type { Query, QueryOperator } from './query.ts';
import { QueryRefusal } from './query-fault.ts';
import type { QueryPlace } from './query-fault.ts';
import { QueryScanner } from './query-scanner.ts';
import type { QueryToken } from './query-scanner.ts';
import type { Vocabulary } from './vocabulary.ts';

const MAX_QUERY_UNITS = 2000;
const MAX_DEPTH = 32;
const FIELD_STOPS = ':=<>!';

/** Reads one query; throws `QueryRefusal` at the first thing that is wrong. */
export class QueryParser<Text extends string, Exact extends string> {
  readonly #scanner: QueryScanner;
  readonly #fields: Vocabulary<Text, Exact>;
  #depth = 0;

  constructor(text: string, fields: Vocabulary<Text, Exact>) {
    this.#fields = fields;
    this.#scanner = new QueryScanner(text);
    if (text.length <= MAX_QUERY_UNITS) return;
    const place = { start: MAX_QUERY_UNITS, end: MAX_QUERY_UNITS };
    this.#refuse('HYPER_QUERY_SYNTAX', place, `expected at most ${MAX_QUERY_UNITS} characters`);
  }

  parse(): Query<Text, Exact> {
    if (this.#peek().kind === 'end') return { kind: 'all' };
    const query = this.#either();
    const rest = this.#peek();
    if (rest.kind === 'close') this.#refuse('HYPER_QUERY_SYNTAX', rest, 'there is no "(" for this ")"');
    return query;
  }

  #either(): Query<Text, Exact> {
    const parts = [this.#all()];
    while (this.#takeWord('OR')) parts.push(this.#all());
    return join('or', parts);
  }

  #all(): Query<Text, Exact> {
    const parts = [this.#one()];
    for (;;) {
      const next = this.#peek();
      if (next.kind === 'end' || next.kind === 'close' || isWord(next, 'OR')) return join('and', parts);
      this.#takeWord('AND');
      parts.push(this.#one());
    }
  }

  #one(): Query<Text, Exact> {
    const token = this.#scanner.next(FIELD_STOPS);
    if (isWord(token, 'NOT')) return { kind: 'not', part: this.#deeper(token, () => this.#one()) };
    switch (token.kind) {
      case 'open':
        return this.#deeper(token, () => this.#group(token));
      case 'quoted':
        return { kind: 'phrase', text: this.#closed(token) };
      case 'word':
        return this.#fromWord(token);
      case 'operator':
        return this.#refuse('HYPER_QUERY_SYNTAX', token, `expected a field before "${token.text}"`);
      case 'end':
      case 'close':
        return this.#refuse('HYPER_QUERY_SYNTAX', token, 'expected a word, a field or "("');
    }
  }

  #group(open: QueryToken): Query<Text, Exact> {
    const query = this.#either();
    if (this.#scanner.next(FIELD_STOPS).kind !== 'close') {
      this.#refuse('HYPER_QUERY_SYNTAX', open, 'there is no ")" for this "("');
    }
    return query;
  }

  #fromWord(token: QueryToken): Query<Text, Exact> {
    const { text, start } = token;
    if (RESERVED.has(text) && text !== 'includes') {
      return this.#refuse(
        'HYPER_QUERY_SYNTAX',
        token,
        `expected a word, got "${text}"`,
        `write "${text.toLowerCase()}"`,
      );
    }
    const follower = this.#scanner.text[token.end] ?? ' ';
    if (text.startsWith('-') && (text.length > 1 || '("'.includes(follower))) {
      this.#scanner.at = start + 1;
      return { kind: 'not', part: this.#deeper(token, () => this.#one()) };
    }
    if (this.#scanner.takes(':')) return this.#fieldValues(this.#field(token));
    const operator = this.#operator(this.#fields.fieldOf(text) !== undefined);
    if (operator !== undefined) return this.#comparison(this.#field(token), operator);
    return this.#plainWord(token, undefined);
  }

  /** A word of free text, or of a field: a star at its end makes it a prefix. */
  #plainWord({ text, start, end }: QueryToken, field: Text | Exact | undefined): Query<Text, Exact> {
    const isPrefix = text.length > 1 && text.endsWith('*');
    const word = isPrefix ? text.slice(0, -1) : text;
    const star = word.indexOf('*');
    if (star >= 0) {
      const place = { start: start + star, end: start + star + 1 };
      return this.#refuse(
        'HYPER_QUERY_SYNTAX',
        place,
        'expected "*" at the end of a word alone',
        'put quotes around it',
      );
    }
    if (field === undefined || this.#fields.isText(field)) {
      return { kind: 'word', ...(field === undefined ? {} : { field }), text: word, isPrefix };
    }
    if (isPrefix) {
      const hint = `write ${field}:${word}`;
      return this.#refuse('HYPER_QUERY_OPERATOR', { start, end }, `"${field}" has no prefixes`, hint);
    }
    return this.#test({ field, operator: '=', value: word }, { start, end });
  }

  #fieldValues(field: Text | Exact): Query<Text, Exact> {
    const parts: Query<Text, Exact>[] = [];
    do {
      if (this.#scanner.isAtBreak()) {
        const place = { start: this.#scanner.at, end: this.#scanner.at + 1 };
        this.#refuse('HYPER_QUERY_SYNTAX', place, `expected a value after "${field}:"`);
      }
      const token = this.#scanner.next(',');
      parts.push(this.#fieldValue(field, token));
    } while (this.#scanner.takes(','));
    return join('or', parts);
  }

  #fieldValue(field: Text | Exact, token: QueryToken): Query<Text, Exact> {
    if (token.kind !== 'quoted') return this.#plainWord(token, field);
    const text = this.#closed(token);
    if (this.#fields.isText(field)) return { kind: 'phrase', field, text };
    return this.#test({ field, operator: '=', value: text }, token);
  }

  #operator(isField: boolean): { readonly operator: QueryOperator; readonly place: QueryPlace } | undefined {
    const before = this.#scanner.at;
    const token = this.#scanner.next(FIELD_STOPS);
    if (token.kind === 'operator' || (isField && isWord(token, 'includes'))) {
      return { operator: token.text as QueryOperator, place: token };
    }
    this.#scanner.at = before;
    return undefined;
  }

  #comparison(
    field: Text | Exact,
    { operator, place }: { operator: QueryOperator; place: QueryPlace },
  ): Query<Text, Exact> {
    const known = this.#fields.operatorsOf(field);
    if (!known.includes(operator)) {
      const expected = known.length === 0 ? `"${field}:"` : `one of ${known.join(' ')}`;
      this.#refuse('HYPER_QUERY_OPERATOR', place, `"${field}" has no "${operator}", expected ${expected}`);
    }
    const token = this.#scanner.next('');
    if (token.kind === 'word' && /^[=<>!]/u.test(token.text))
      return this.#refuse('HYPER_QUERY_SYNTAX', token, `"${operator}${token.text[0] ?? ''}" is no operator`);
    if (token.kind !== 'word' && token.kind !== 'quoted') {
      return this.#refuse('HYPER_QUERY_SYNTAX', token, `expected a value after "${operator}"`);
    }
    const value = token.kind === 'quoted' ? this.#closed(token) : token.text;
    return this.#test({ field, operator, value }, token);
  }

  #test(
    { field, operator, value }: { field: Text | Exact; operator: QueryOperator; value: string },
    place: QueryPlace,
  ): Query<Text, Exact> {
    const expected = this.#fields.valueFaultOf(field, value);
    if (expected !== undefined) {
      const message = `expected ${expected} for "${field}", got "${value}"`;
      this.#refuse('HYPER_QUERY_VALUE', place, message);
    }
    if (!this.#fields.isExact(field)) {
      return this.#refuse('HYPER_QUERY_OPERATOR', place, `"${field}" has no exact values`);
    }
    return { kind: 'test', field, operator, value };
  }

  #field(token: QueryToken): Text | Exact {
    const field = this.#fields.fieldOf(token.text);
    if (field !== undefined) return field;
    const hint = `put quotes around it, or use one of ${this.#fields.names.join(', ')}`;
    return this.#refuse('HYPER_QUERY_FIELD', token, `there is no field "${token.text}"`, hint);
  }

  #closed(token: QueryToken): string {
    if (token.isClosed) return token.text;
    return this.#refuse(
      'HYPER_QUERY_SYNTAX',
      { start: token.start, end: token.start + 1 },
      'this quote has no end',
    );
  }

  #deeper<T>(place: QueryPlace, read: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      this.#refuse('HYPER_QUERY_SYNTAX', place, `expected at most ${MAX_DEPTH} levels`);
    }
    const result = read();
    this.#depth -= 1;
    return result;
  }

  #peek(): QueryToken {
    const before = this.#scanner.at;
    const token = this.#scanner.next(FIELD_STOPS);
    this.#scanner.at = before;
    return token;
  }

  #takeWord(word: string): boolean {
    if (!isWord(this.#peek(), word)) return false;
    this.#scanner.next(FIELD_STOPS);
    return true;
  }

  #refuse(code: Code, { start, end }: QueryPlace, message: string, hint?: string): never {
    throw new QueryRefusal({ code, message, start, end, ...(hint === undefined ? {} : { hint }) });
  }
}

function isWord(token: QueryToken, word: string): boolean {
  return token.kind === 'word' && token.text === word;
}

function join<Text extends string, Exact extends string>(
  kind: 'and' | 'or',
  parts: readonly Query<Text, Exact>[],
): Query<Text, Exact> {
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { kind, parts };
}
