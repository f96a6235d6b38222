import { HyperError, toOneLine } from '../../core/index.ts';
import type { RowFields } from '../../search/index.ts';
import type { Operation, OperationContext } from '../operation.ts';

/** What a list may be narrowed to; all of it must hold. */
export interface RowFilter {
  /** A query (docs/query.md) over the fields of the rows. */
  readonly filter: string | undefined;
  /** Label requirements as Kubernetes writes them: `a=b,c!=d,e in (f,g),h notin (i),j,!k`. */
  readonly selector?: string | undefined;
  /** `key=value` each. */
  readonly labels?: readonly string[] | undefined;
}

/** The rows of what a list says, and their fields. */
export interface FilterableList<Data, Row extends object> {
  readonly fields: RowFields;
  /** The same with the rows that are kept. */
  narrow(data: Data, keeps: (row: Row) => boolean): Data;
}

type Requirement = (value: string | undefined) => boolean;
type Condition = readonly [key: string, holds: Requirement];

const COMPARISON = /^\s*([A-Za-z0-9._/-]+)\s*(!=|==?)\s*(.*?)\s*$/u;
const MEMBERSHIP = /^\s*([A-Za-z0-9._/-]+)\s+(in|notin)\s+\(([^()]*)\)\s*$/u;
const LABEL = /^([A-Za-z0-9._/-]+)=(.*)$/su;
const PRESENCE = /^\s*(!?)\s*([A-Za-z0-9._/-]+)\s*$/u;

/** The list operation with rows that do not match left out. Errors: `HYPER_USAGE_FILTER`, `HYPER_USAGE_SELECTOR`, before it runs. */
export function filterRows<Input, Data, Row extends object, Context extends OperationContext>(
  operation: Operation<Input, Data, Context>,
  list: FilterableList<NonNullable<Data>, Row>,
  filter: RowFilter,
): Operation<Input, Data, Context> {
  return {
    ...operation,
    run: async (context, input) => {
      const keeps = await toRowPredicate(list.fields, filter);
      const outcome = await operation.run(context, input);
      const { data } = outcome;
      return data === null || data === undefined ? outcome : { ...outcome, data: list.narrow(data, keeps) };
    },
  };
}

/** Whether a row is wanted. Errors: `HYPER_USAGE_FILTER`, `HYPER_USAGE_SELECTOR`. Pure. */
export async function toRowPredicate(
  fields: RowFields,
  { filter, selector, labels = [] }: RowFilter,
): Promise<(row: object) => boolean> {
  const requirements = [
    ...(selector === undefined ? [] : splitList(selector)).map(toLabelCondition),
    ...labels.map(toLabelEquality),
  ];
  const matches = filter === undefined ? undefined : await toMatch(fields, filter);
  return (row) => {
    const labelled = 'labels' in row ? (row.labels as Readonly<Record<string, string>>) : {};
    const labelValues = new Map(Object.entries(labelled));
    return (
      (matches === undefined || matches(row)) &&
      requirements.every(([key, holds]) => holds(labelValues.get(key)))
    );
  };
}

/** The words of a query come with the stemmer, which a list without a filter need not load. */
async function toMatch(fields: RowFields, filter: string): Promise<(row: object) => boolean> {
  if (filter.trim() === '')
    throw new HyperError('HYPER_USAGE_FILTER', '--filter is an empty text, expected a query', {
      hint: 'write for example: --filter "type=plugin"; without the flag, everything is listed',
    });
  const { matchRow, parseQueryOf, rowVocabulary } = await import('../../search/index.ts');
  const parsed = parseQueryOf(filter, rowVocabulary(fields));
  if (parsed.ok) return (row) => matchRow(parsed.query, { ...row }, fields);
  const { message, span, hint = 'the language: docs/query.md' } = parsed.fault;
  const column = span === undefined ? '' : ` at column ${span.start.column}`;
  throw new HyperError('HYPER_USAGE_FILTER', `--filter "${toOneLine(filter)}"${column}: ${message}`, {
    hint,
  });
}

/** Splits at commas outside parentheses. */
function splitList(text: string): string[] {
  return text.split(/,(?![^()]*\))/u);
}

/** `key=value`, and nothing else: the rest of the language is that of a selector. */
function toLabelEquality(text: string): Condition {
  const [, key, value] = LABEL.exec(text) ?? [];
  if (key !== undefined) return [key, (found) => found === value];
  throw new HyperError('HYPER_USAGE_SELECTOR', `--label: expected KEY=VALUE, got "${toOneLine(text)}"`, {
    hint: 'write for example: --label tier=gold; --selector takes more than that',
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
  throw new HyperError('HYPER_USAGE_SELECTOR', `--selector: "${toOneLine(text)}" is no label requirement`, {
    hint: 'write for example: --selector "tier=gold,region in (eu,us),!legacy"',
  });
}

function toComparison(text: string): Condition | undefined {
  const [, key, operator, wanted] = COMPARISON.exec(text) ?? [];
  if (key === undefined) return undefined;
  return [key, operator === '!=' ? (value) => value !== wanted : (value) => value === wanted];
}
