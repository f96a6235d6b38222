import { rowOrder, rowValues } from '../index/rows.ts';
import type { Row } from '../index/rows.ts';
import { tokensOf } from '../text/tokens.ts';
import type { TextField } from '../index/fields.ts';
import type { Leaf } from './find-words.ts';
import { NO_IDS, intersect, subtract, uniteAll } from './id-sets.ts';
import type { Ids } from './id-sets.ts';
import type { IndexReader } from './index-reader.ts';
import { byMarks, leafIds } from './leaf-postings.ts';
import type { Plan } from './plan.ts';
import { wholeWindow } from './term-list.ts';
import type { Window } from './term-list.ts';

/** Conditions on no more documents than these are decided by their rows. */
const MAX_ROWS = 24;
const MAX_FIELD_TOKENS = 300;

/** The documents of a plan within a window; with `within`, only those of them. Leaves keep the postings that were read. */
export async function evaluate(index: IndexReader, plan: Plan, window: Window, within?: Ids): Promise<Ids> {
  switch (plan.kind) {
    case 'nothing':
      return within ?? NO_IDS;
    case 'all':
      return within ?? idsOf(await plan.list.load(window, undefined));
    case 'leaf':
      return leafIds(index, plan.leaf, window, within);
    case 'phrase': {
      const found = await evaluate(index, plan.part, window, within);
      return keepRows(index, found, (row) => isInRow(row, plan.stems, plan.field));
    }
    case 'value': {
      const { field, value, list } = plan;
      if (within !== undefined && within.length <= MAX_ROWS && !list.isWhole) {
        return keepRows(index, within, (row) => rowValues(row, field).includes(value));
      }
      return limited(idsOf(await list.load(window, within)), within);
    }
    case 'test':
      return (within ?? (await everything(index, window))).filter((id) => plan.isWanted(id));
    case 'order':
      return limited(await orderIds(index, plan, within), within);
    case 'not': {
      const all = within ?? (await everything(index, window));
      // What is found too late must not have been shown before.
      return subtract(all, await evaluate(index, plan.part, wholeWindow(), all));
    }
    case 'or':
      return uniteAll(await Promise.all(plan.parts.map((part) => evaluate(index, part, window, within))));
    case 'and': {
      let found = within;
      const parts = cheapestFirst(plan.parts, window);
      for (const [at, part] of parts.entries()) {
        if (found?.length === 0) return found;
        found = await evaluate(index, part, window, found);
        const isOfNames = window.tiers === 1 && part.kind === 'leaf';
        if (isOfNames) found = byMarks(found, part.leaf, leavesOf(parts.slice(at + 1)));
      }
      return found ?? NO_IDS;
    }
  }
}

/** How far the first look goes: so far that it costs little and is likely to find enough. */
export function firstLimit(plan: Plan, window: Pick<Window, 'tiers'>, enough: number): number {
  switch (plan.kind) {
    case 'all':
    case 'value':
      return plan.list.reach(window);
    case 'leaf':
      return Math.min(Infinity, ...plan.leaf.terms.map(({ list }) => list.reach(window)));
    case 'phrase':
      return firstLimit(plan.part, window, enough);
    case 'or':
      return Math.min(Infinity, ...plan.parts.map((part) => firstLimit(part, window, enough)));
    case 'and': {
      const limits = plan.parts.map((part) => firstLimit(part, window, enough));
      if (limits.every((limit) => limit === Infinity)) return Infinity;
      const [rarest] = cheapestFirst(plan.parts, window);
      const reached = rarest === undefined ? Infinity : idAt(rarest, enough, window);
      return Math.max(reached, Math.min(...limits));
    }
    case 'test':
    case 'order':
    case 'not':
    case 'nothing':
      return Infinity;
  }
}

function idAt(plan: Plan, place: number, window: Pick<Window, 'tiers'>): number {
  if (plan.kind === 'leaf')
    return Math.min(Infinity, ...plan.leaf.terms.map(({ list }) => list.idAt(place, window)));
  if (plan.kind === 'value' || plan.kind === 'all') return plan.list.idAt(place, window);
  return Infinity;
}

/** Whether every list of the plan is at hand as a whole. */
export function isAtHand(plan: Plan): boolean {
  switch (plan.kind) {
    case 'all':
    case 'value':
      return plan.list.isWhole;
    case 'leaf':
      return plan.leaf.terms.every(({ list }) => list.isWhole);
    case 'phrase':
    case 'not':
      return isAtHand(plan.part);
    case 'and':
    case 'or':
      return plan.parts.every(isAtHand);
    case 'test':
    case 'order':
    case 'nothing':
      return true;
  }
}

/** The parts that name the fewest documents first; what only sorts out comes last. */
function cheapestFirst(parts: readonly Plan[], window: Pick<Window, 'tiers'>): Plan[] {
  const costs = new Map(parts.map((part) => [part, costOf(part, window)]));
  return [...parts].sort((left, right) => (costs.get(left) ?? 0) - (costs.get(right) ?? 0));
}

function costOf(plan: Plan, window: Pick<Window, 'tiers'>): number {
  switch (plan.kind) {
    case 'leaf':
      return plan.leaf.terms.reduce((sum, { list }) => sum + list.countIn(window), 0);
    case 'phrase':
      return costOf(plan.part, window);
    case 'value':
    case 'all':
      return plan.list.count;
    case 'and':
      return Math.min(...plan.parts.map((part) => costOf(part, window)));
    case 'or':
      return plan.parts.reduce((sum, part) => sum + costOf(part, window), 0);
    case 'test':
      return 2 ** 40;
    case 'not':
      return 2 ** 41;
    case 'order':
      return 2 ** 42;
    case 'nothing':
      return 0;
  }
}

function leavesOf(parts: readonly Plan[]): Leaf[] {
  return parts.flatMap((part) => (part.kind === 'leaf' ? [part.leaf] : []));
}

async function orderIds(
  index: IndexReader,
  { field, isWanted }: Extract<Plan, { kind: 'order' }>,
  within: Ids | undefined,
): Promise<Ids> {
  if (within !== undefined && within.length <= MAX_ROWS) {
    return keepRows(index, within, (row) => {
      const value = rowOrder(row, field);
      return value !== undefined && isWanted(value);
    });
  }
  const rows = await index.numbers(field, within);
  return Uint32Array.from(rows.filter(({ value }) => isWanted(value)).map(({ id }) => id)).sort();
}

async function everything(index: IndexReader, window: Window): Promise<Ids> {
  return idsOf(await (await index.all()).load(window, undefined));
}

async function keepRows(index: IndexReader, ids: Ids, isWanted: (row: Row) => boolean): Promise<Ids> {
  const rows = await Promise.all(Array.from(ids, (id) => index.row(id)));
  return ids.filter((_, place) => {
    const row = rows[place];
    return row !== undefined && isWanted(row);
  });
}

function isInRow(
  { stored, tags, keywords }: Row,
  stems: readonly string[],
  field: TextField | undefined,
): boolean {
  const at = stored.reference.lastIndexOf('/');
  const texts: Readonly<Record<TextField, string>> = {
    name: stored.reference.slice(at + 1),
    namespace: stored.reference.slice(0, at),
    description: stored.description,
    tags: tags.join(' '),
    keywords: keywords.join(' '),
  };
  const looked = field === undefined ? Object.values(texts) : [texts[field]];
  return looked.some((text) => {
    const found = tokensOf(text, MAX_FIELD_TOKENS);
    return found.some((_, start) => stems.every((stem, offset) => found[start + offset]?.stem === stem));
  });
}

function idsOf(parts: readonly { readonly ids: Ids }[]): Ids {
  return uniteAll(parts.map(({ ids }) => ids));
}

function limited(found: Ids, within: Ids | undefined): Ids {
  return within === undefined ? found : intersect(found, within);
}
