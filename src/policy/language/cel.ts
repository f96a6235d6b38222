import type { CelInput } from '@bufbuild/cel';
import { isJsonObject, toOneLine } from '../../core/index.ts';
import type { JsonValue, Truth } from '../../core/index.ts';
import { celShapeOf } from './cel-shape.ts';
import { CEL_NAMES } from './condition.ts';
import type { CelExpression, Facts } from './condition.ts';
import type { PatternCompiler } from './linear-regex.ts';

/** Caps of an expression: its text, how deep macros stand in each other, and what one evaluation may look at. */
export const MAX_CEL_UNITS = 2048;
const MAX_MACRO_DEPTH = 2;
const MAX_INPUT_VALUES = 20_000;
const MAX_STEPS = 1_000_000;
const MAX_MATCHED_UNITS_TOGETHER = 1024 * 1024;

/** Compiles expressions; throws an `Error` with one clause where one cannot be. */
export type CelCompiler = (source: string) => CelExpression;

/** Loads the engine, which is large, once it is needed. `matches` in an expression runs on the patterns' own engine. */
export async function loadCelCompiler(compilePattern: PatternCompiler): Promise<CelCompiler> {
  const { celEnv, isCelError, parse, plan } = await import('@bufbuild/cel');
  let matched = 0;
  const env = celEnv({
    re2: {
      compile: (pattern) => {
        const matcher = compilePattern(pattern);
        return {
          test: (text) => {
            matched += text.length;
            if (matched > MAX_MATCHED_UNITS_TOGETHER) throw new Error('too much text to look through');
            return matcher.test(text);
          },
        };
      },
    },
  });
  return (source) => {
    if (source.length > MAX_CEL_UNITS) {
      throw new Error(`the expression has more than ${String(MAX_CEL_UNITS)} characters`);
    }
    const parsed = parse(source);
    const { targets, strangers, depth } = celShapeOf(parsed.expr);
    const [stranger] = strangers;
    if (stranger !== undefined)
      throw new Error(`"${stranger}" is none of ${[...CEL_NAMES.keys()].join(', ')}`);
    if (depth > MAX_MACRO_DEPTH) throw new Error('macros stand in each other more than twice');
    const run = plan(env, parsed);
    const asksForSignature = source.includes('signature');
    const evaluate = (facts: Facts): { truth: Truth; why: string | undefined } => {
      for (const target of targets) {
        if (facts[target] === undefined) return unknown(`${target} is not known here`);
      }
      if (asksForSignature && targets.has('artifact') && !facts.isVerified) {
        return unknown('artifact.signature is not known here');
      }
      matched = 0;
      try {
        const input = toInput(facts, depth);
        const result = run(input);
        if (typeof result === 'boolean') return { truth: result ? 'yes' : 'no', why: undefined };
        return unknown(isCelError(result) ? result.message : 'the expression is neither true nor false');
      } catch (error) {
        return unknown(error instanceof Error ? error.message : 'the expression cannot be evaluated');
      }
    };
    return { source, targets, asksForSignature, evaluate };
  };
}

function unknown(why: string): { truth: 'unknown'; why: string } {
  return { truth: 'unknown', why: toOneLine(why.slice(0, 200)) };
}

/** The facts as the engine takes them: whole numbers as integers, maps that hold own keys alone. */
function toInput(facts: Facts, depth: number): Record<string, CelInput> {
  const budget = { left: MAX_INPUT_VALUES, longest: 0 };
  const input: Record<string, CelInput> = {};
  for (const [name, target] of CEL_NAMES) {
    const value = facts[target];
    if (value !== undefined) input[name] = toCel(value, budget);
  }
  if (budget.longest ** depth > MAX_STEPS) throw new Error('the lists are too long for macros in each other');
  return input;
}

function toCel(value: JsonValue, budget: { left: number; longest: number }): CelInput {
  budget.left -= 1;
  if (budget.left < 0) throw new Error('the manifest holds too much for an expression');
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) {
    budget.longest = Math.max(budget.longest, value.length);
    return (value as readonly JsonValue[]).map((one) => toCel(one, budget));
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  budget.longest = Math.max(budget.longest, entries.length);
  return new Map(entries.map(([key, one]) => [key, toCel(one, budget)]));
}
