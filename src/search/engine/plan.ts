import { TEXT_FIELDS, parseOrder, toValue } from '../index/fields.ts';
import type { OrderField, TextField, ValueField } from '../index/fields.ts';
import { kindTest } from '../index/assign-ids.ts';
import type { Query } from '../query/query.ts';
import { isOrderField } from '../query/query-fields.ts';
import { holdsOfSpan } from '../query/span.ts';
import { toNameKey, tokensOf } from '../text/tokens.ts';
import { findWords } from './find-words.ts';
import type { Leaf } from './find-words.ts';
import type { IndexReader } from './index-reader.ts';
import type { TermList } from './term-list.ts';

/** A query whose words and values were looked up; what of their documents is read is decided later. */
export type Plan =
  | { readonly kind: 'all'; readonly list: TermList }
  /** Says nothing: "the" alone. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  /** Stems one after the other, in one field or in any; `part` holds them in any order. */
  | {
      readonly kind: 'phrase';
      readonly stems: readonly string[];
      readonly field: TextField | undefined;
      readonly part: Plan;
    }
  | { readonly kind: 'value'; readonly field: ValueField; readonly value: string; readonly list: TermList }
  /** What ids tell. */
  | { readonly kind: 'test'; readonly isWanted: (id: number) => boolean }
  | {
      readonly kind: 'order';
      readonly field: OrderField;
      readonly isWanted: (value: number) => boolean;
    }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Plan[] }
  | { readonly kind: 'not'; readonly part: Plan };

const MAX_PHRASE_TOKENS = 16;
const ALL_FIELDS = 0xff;

/** Looks up what a query speaks of. `leaves` takes the words that add to the score. */
export async function planQuery(
  index: IndexReader,
  query: Query,
  { leaves, isComplete }: { readonly leaves: Leaf[]; readonly isComplete: boolean },
): Promise<Plan> {
  switch (query.kind) {
    case 'all':
      return { kind: 'all', list: await index.all() };
    case 'word':
    case 'phrase':
      return planWords(index, query, { leaves, isComplete });
    case 'test':
      return planTest(index, query);
    case 'not': {
      // What must be absent adds nothing.
      const part = await planQuery(index, query.part, { leaves: [], isComplete });
      return part.kind === 'nothing' ? part : { kind: 'not', part };
    }
    case 'and':
    case 'or': {
      const parts = query.parts.map((part) => ({ part, leaves: [] as Leaf[], isComplete }));
      const plans = await Promise.all(parts.map((one) => planQuery(index, one.part, one)));
      leaves.push(...parts.flatMap((one) => one.leaves));
      return joined(
        query.kind,
        plans.filter(({ kind }) => kind !== 'nothing'),
      );
    }
  }
}

/** What a plan asks of a document that has all the free words. Pure. */
export function conditionsOf(plan: Plan): Plan {
  switch (plan.kind) {
    case 'leaf':
      return plan.leaf.mask === ALL_FIELDS ? { kind: 'nothing' } : plan;
    case 'phrase':
      return plan.field === undefined ? { kind: 'nothing' } : plan;
    case 'and':
      return joined(
        'and',
        plan.parts.map(conditionsOf).filter(({ kind }) => kind !== 'nothing'),
      );
    case 'all':
    case 'nothing':
    case 'value':
    case 'test':
    case 'order':
    case 'or':
    case 'not':
      return plan;
  }
}

async function planWords(
  index: IndexReader,
  query: Extract<Query, { readonly kind: 'word' | 'phrase' }>,
  { leaves, isComplete }: { readonly leaves: Leaf[]; readonly isComplete: boolean },
): Promise<Plan> {
  const { text, field } = query;
  const mask = field === undefined ? ALL_FIELDS : 1 << TEXT_FIELDS.findIndex(({ name }) => name === field);
  const isPrefix = query.kind === 'word' && query.isPrefix;
  const stems = query.kind === 'phrase' ? tokensOf(text, MAX_PHRASE_TOKENS).map(({ stem }) => stem) : [];
  const isStrict = stems.length > 1;
  const found = await findWords(index, text, { mask, isPrefix, isStrict, isComplete });
  leaves.push(...found);
  const part = joined(
    'and',
    found.map((leaf) => ({ kind: 'leaf', leaf })),
  );
  return isStrict ? { kind: 'phrase', stems, field, part } : part;
}

async function planTest(
  index: IndexReader,
  { field, operator, value }: Extract<Query, { kind: 'test' }>,
): Promise<Plan> {
  if (isOrderField(field)) {
    const wanted = parseOrder(field, value) ?? [0, 0];
    return { kind: 'order', field, isWanted: (found) => holdsOfSpan(found, operator, wanted) };
  }
  const text = toValue(value);
  const test = kindTest(field, text);
  const part: Plan =
    test === undefined
      ? { kind: 'value', field, value: text, list: await listOf(index, field, text) }
      : { kind: 'test', isWanted: test };
  return operator === '!=' ? { kind: 'not', part } : part;
}

async function listOf(index: IndexReader, field: ValueField, value: string): Promise<TermList> {
  return field === 'name' ? index.exact(toNameKey(value)) : index.withValue(field, value);
}

function joined(kind: 'and' | 'or', parts: readonly Plan[]): Plan {
  const [only] = parts;
  if (only === undefined) return { kind: 'nothing' };
  return parts.length === 1 ? only : { kind, parts };
}
