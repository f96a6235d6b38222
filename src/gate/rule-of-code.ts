import type { Code } from '../core/index.ts';
import { DESCRIBED_RULES } from './described-rules.ts';

const RULES: ReadonlyMap<Code, string> = new Map(
  DESCRIBED_RULES.flatMap(({ id, codes }) => codes.map((code) => [code, id] as const)),
);

/** The rule that a finding comes from; undefined for errors, which are of no rule. Pure. */
export function ruleOfCode(code: Code): string | undefined {
  return RULES.get(code);
}

/** Where docs/rules.md tells of a rule. Pure. */
export function pageOfRule(rule: string): string {
  return `docs/rules.md#${rule}`;
}
