import { HyperError, toOneLine } from '../core/index.ts';
import type { Operation, OperationContext } from './operation.ts';

/** What a list may be narrowed to; all of it must hold. */
export interface RowFilter {
  /** `field=value` or `field!=value`, joined by commas. */
  readonly filter: string | undefined;
  /** Label requirements as Kubernetes writes them: `a=b,c!=d,e in (f,g),h notin (i),j,!k`. */
  readonly selector: string | undefined;
  /** `key=value` each. */
  readonly labels: readonly string[];
}

/** A row of a list: its fields, and its labels if it has any. */
export interface FilterableRow {
  readonly labels?: Readonly<Record<string, string>>;
}

type Requirement = (value: string | undefined) => boolean;
type Condition = readonly [key: string, holds: Requirement];

const COMPARISON = /^\s*([A-Za-z0-9._/-]+)\s*(!=|==?)\s*(.*?)\s*$/u;
const MEMBERSHIP = /^\s*([A-Za-z0-9._/-]+)\s+(in|notin)\s+\(([^()]*)\)\s*$/u;
const PRESENCE = /^\s*(!?)\s*([A-Za-z0-9._/-]+)\s*$/u;

/** The list operation with rows that do not match left out. */
export function filterRows<Input, Row extends FilterableRow, Context extends OperationContext>(
  operation: Operation<Input, readonly Row[], Context>,
  filter: RowFilter,
): Operation<Input, readonly Row[], Context> {
  const keeps = toRowPredicate(filter);
  return {
    ...operation,
    run: async (context, input) => {
      const outcome = await operation.run(context, input);
      return { ...outcome, data: outcome.data.filter(keeps) };
    },
  };
}

/** Whether a row is wanted. Errors: `HYPER_USAGE_FILTER`, `HYPER_USAGE_SELECTOR`, both when the predicate is made. Pure. */
export function toRowPredicate({ filter, selector, labels }: RowFilter): (row: FilterableRow) => boolean {
  const fields = filter === undefined ? [] : splitList(filter).map(toFieldCondition);
  const requirements = [
    ...(selector === undefined ? [] : splitList(selector)),
    ...labels.map((label) => (label.includes('=') ? label : `${label}=`)),
  ].map(toLabelCondition);
  return (row) => {
    const values = new Map(Object.entries(row).map(([name, value]) => [name, toText(value)] as const));
    const labelValues = new Map(Object.entries(row.labels ?? {}));
    return (
      fields.every(([key, holds]) => holds(values.get(key))) &&
      requirements.every(([key, holds]) => holds(labelValues.get(key)))
    );
  };
}

/** Splits at commas outside parentheses. */
function splitList(text: string): string[] {
  return text.split(/,(?![^()]*\))/u);
}

function toFieldCondition(text: string): Condition {
  const comparison = toComparison(text);
  if (comparison !== undefined) return comparison;
  throw new HyperError('HYPER_USAGE_FILTER', `"${toOneLine(text)}" is no condition, expected field=value`, {
    hint: 'write for example: --filter "type=plugin,state!=archived"',
  });
}

function toLabelCondition(text: string): Condition {
  const comparison = toComparison(text);
  if (comparison !== undefined) return comparison;
  const [, member, operator, list] = MEMBERSHIP.exec(text) ?? [];
  if (member !== undefined && list !== undefined) {
    const values = new Set(list.split(',').map((value) => value.trim()));
    const isIn: Requirement = (value) => value !== undefined && values.has(value);
    return [member, operator === 'in' ? isIn : (value) => !isIn(value)];
  }
  const [, absent, present] = PRESENCE.exec(text) ?? [];
  if (present !== undefined) return [present, (value) => (value === undefined) === (absent === '!')];
  throw new HyperError('HYPER_USAGE_SELECTOR', `"${toOneLine(text)}" is no label requirement`, {
    hint: 'write for example: --selector "tier=gold,region in (eu,us),!legacy"',
  });
}

function toComparison(text: string): Condition | undefined {
  const [, key, operator, wanted] = COMPARISON.exec(text) ?? [];
  if (key === undefined) return undefined;
  return [key, operator === '!=' ? (value) => value !== wanted : (value) => value === wanted];
}

/** A field that is a text, a number or a truth value; nothing else can be compared. */
function toText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}
