import { toOneLine } from '../../core/index.ts';
import type { Pointer } from '../../document/index.ts';
import type { PolicyCondition } from '../../manifest/index.ts';
import type { CelCompiler } from './cel.ts';
import type { Condition } from './condition.ts';
import { parseField } from './field.ts';
import type { PatternCompiler } from './linear-regex.ts';
import { OPERATORS } from './operators.ts';

/** The engines that a set of policies needs; those it does not need are not loaded. */
export interface Engines {
  readonly compilePattern: PatternCompiler;
  readonly compileCel: CelCompiler;
}

/** Notes that the condition cannot be run, at a pointer from it. */
export type AddBreak = (pointer: Pointer, message: string) => void;

const MAX_DEPTH = 16;
const COMPARISON_KEYS = ['target', 'field', 'operator', 'value'] as const;
const FORMS = ['cel', 'and', 'or', 'not'] as const;

/** The condition, ready to be evaluated; undefined where it cannot be, which was then noted. Never throws. */
export function compileCondition(
  source: PolicyCondition,
  engines: Engines,
  add: AddBreak,
  pointer: Pointer = [],
  depth = 0,
): Condition | undefined {
  if (depth > MAX_DEPTH) return broken(add, pointer, 'the conditions stand too deep in each other');
  const forms = FORMS.filter((form) => source[form] !== undefined);
  const isComparison = COMPARISON_KEYS.some((key) => source[key] !== undefined);
  if (forms.length + (isComparison ? 1 : 0) !== 1) {
    return broken(add, pointer, 'expected a comparison, or exactly one of cel, and, or, not');
  }
  const [form] = forms;
  if (form === undefined) return compileComparison(source, engines, add, pointer);
  if (form === 'cel') return compileExpression(source.cel ?? '', engines, add, [...pointer, 'cel']);
  if (form === 'not') {
    const part = compileCondition(source.not ?? {}, engines, add, [...pointer, 'not'], depth + 1);
    return part === undefined ? undefined : { kind: 'not', part };
  }
  const sources = source[form] ?? [];
  if (sources.length === 0) return broken(add, pointer, `expected at least one condition under ${form}`);
  const parts = sources.map((part, index) =>
    compileCondition(part, engines, add, [...pointer, form, index], depth + 1),
  );
  const whole = parts.filter((part) => part !== undefined);
  return whole.length === parts.length ? { kind: form, parts: whole } : undefined;
}

function compileComparison(
  source: PolicyCondition,
  { compilePattern }: Engines,
  add: AddBreak,
  pointer: Pointer,
): Condition | undefined {
  const { target, field, operator, value } = source;
  if (target === undefined || field === undefined || operator === undefined || value === undefined) {
    return broken(add, pointer, 'expected target, field, operator and value');
  }
  const steps = parseField(field);
  if (steps === undefined) return broken(add, [...pointer, 'field'], `${quoted(field)} is no field`);
  const entry = OPERATORS.get(operator);
  if (entry === undefined) return broken(add, [...pointer, 'operator'], `${quoted(operator)} is no operator`);
  const fault = entry.check(value);
  if (fault !== undefined) return broken(add, [...pointer, 'value'], `${operator}: ${fault}`);
  try {
    const compare = entry.prepare(value, compilePattern);
    return { kind: 'compare', comparison: { target, field: steps, operator, value, compare } };
  } catch (error) {
    return broken(add, [...pointer, 'value'], messageOf(error));
  }
}

function compileExpression(
  source: string,
  { compileCel }: Engines,
  add: AddBreak,
  pointer: Pointer,
): Condition | undefined {
  try {
    return { kind: 'cel', expression: compileCel(source) };
  } catch (error) {
    return broken(add, pointer, messageOf(error));
  }
}

function broken(add: AddBreak, pointer: Pointer, message: string): Condition | undefined {
  add(pointer, message);
  return undefined;
}

function messageOf(error: unknown): string {
  return toOneLine((error instanceof Error ? error.message : String(error)).slice(0, 200));
}

function quoted(text: string): string {
  return `"${toOneLine(text.slice(0, 80))}"`;
}
