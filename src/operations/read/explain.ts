import { CODES, HyperError, sortedBy } from '../../core/index.ts';
import type { CodeEntry } from '../../core/index.ts';
import { DESCRIBED_RULES, LINT_RULES } from '../../gate/index.ts';
import { suggest } from '../../names/index.ts';
import type { Operation } from '../operation.ts';

export interface ExplainInput {
  /** A code in any case, with or without `HYPER_`, or the id of a rule of the gate or of lint; undefined for all codes. */
  readonly code: string | undefined;
}

export interface ExplainedCode extends CodeEntry {
  readonly code: string;
}

/** In code-unit order of the codes. */
export type ExplainData = readonly ExplainedCode[];

/** Says what a code means and what to do about it. Errors: `HYPER_CODE_UNKNOWN`. */
export const explain: Operation<ExplainInput, ExplainData> = {
  id: 'explain',
  group: 'validation',
  summary: 'Explain a code of a finding or an error',
  run(_context, input) {
    return Promise.resolve().then(() => ({
      verdict: 'pass' as const,
      diagnostics: [],
      data: input.code === undefined ? allCodes() : [findCode(input.code)],
    }));
  },
};

function allCodes(): ExplainData {
  const rows: readonly [string, CodeEntry][] = Object.entries(CODES);
  return sortedBy(
    rows.map(([code, entry]) => ({ code, ...entry })),
    ({ code }) => code,
  );
}

function findCode(asked: string): ExplainedCode {
  const rule = explainRule(asked.trim().toLowerCase());
  if (rule !== undefined) return rule;
  const advice = LINT_RULES.find(({ id }) => id === asked.trim().toLowerCase());
  if (advice !== undefined) return { ...CODES[advice.code], code: advice.id };
  const name = asked.trim().toUpperCase().replaceAll('-', '_');
  const full = name.startsWith('HYPER_') ? name : `HYPER_${name}`;
  const codes = allCodes();
  const found = codes.find(({ code }) => code === full);
  if (found !== undefined) return found;
  const [nearest] = suggest(
    full,
    codes.map(({ code }) => code),
  );
  throw new HyperError('HYPER_CODE_UNKNOWN', `no code is named "${asked}"`, {
    hint:
      nearest === undefined ? 'list them all with: hyper explain' : `did you mean: hyper explain ${nearest}`,
  });
}

/** A rule in the form of a code: what it holds, why, which codes it has and whether it may be skipped. */
function explainRule(id: string): ExplainedCode | undefined {
  const rule = DESCRIBED_RULES.find((one) => one.id === id);
  if (rule === undefined) return undefined;
  const { summary, explanation, codes, severity, since, isSkippable } = rule;
  const skips = isSkippable
    ? 'It may be skipped for a while (settings.skips of registry.yaml).'
    : 'It cannot be skipped.';
  return {
    code: rule.id,
    exit: severity === 'human' ? 42 : 1,
    title: summary,
    explanation: `${explanation} ${skips} Since ${since}.`,
    fix: `Its codes: ${codes.join(', ')}.`,
  };
}
