import { CODES, HyperError, sortedBy } from '../core/index.ts';
import type { CodeEntry } from '../core/index.ts';
import { suggest } from '../names/index.ts';
import type { Operation } from './operation.ts';

export interface ExplainInput {
  /** A code in any case, with or without `HYPER_`; undefined for all. */
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
