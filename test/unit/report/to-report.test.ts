import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { HyperError } from '../../../src/core/index.ts';
import {
  exitStatusOf,
  PLAIN_PAINT,
  renderReport,
  toErrorReport,
  toReport,
} from '../../../src/report/index.ts';
import type { Report } from '../../../src/report/index.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../schemas/output.schema.json', import.meta.url), 'utf8'),
) as object;
const isOutput = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);

async function toJson(report: Report): Promise<unknown> {
  const options = { format: 'json' as const, width: Infinity, paint: PLAIN_PAINT, isQuiet: false };
  return JSON.parse((await renderReport(report, options)).stdout);
}

describe('the JSON document', () => {
  const span = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 2, offset: 1 } };
  const finding = {
    code: 'HYPER_REVISION_UNKNOWN' as const,
    severity: 'error' as const,
    message: 'm',
    path: 'p',
    span,
    hint: 'h',
    frame: 'f',
  };
  const error = new HyperError('HYPER_INTERNAL', 'broken', { hint: 'h', details: { limit: 3 } });

  test.each<[string, Report, boolean]>([
    ['a pass', toReport('explain', { verdict: 'pass', diagnostics: [], data: [] }), true],
    ['findings', toReport('validate', { verdict: 'findings', diagnostics: [finding], data: {} }), false],
    ['an untrusted outcome', toReport('x', { verdict: 'untrusted', diagnostics: [], data: null }), false],
    ['a human', toReport('x', { verdict: 'needs-human', diagnostics: [], data: null }), false],
    ['an error', toErrorReport(error, false), false],
    ['an error with its stack', toErrorReport(error, true), false],
  ])('keeps its published schema for %s', async (_name, report, ok) => {
    const document = await toJson(report);
    expect(isOutput(document), JSON.stringify(isOutput.errors)).toBe(true);
    expect(document).toMatchObject({ ok });
  });

  test('is refused by the schema with a field too many', () => {
    expect(isOutput({ ok: true, outcome: 'pass', diagnostics: [], data: null, more: 1 })).toBe(false);
  });
});

test('shows the stack and causes of an error only when asked to', () => {
  const error = new HyperError('HYPER_INTERNAL', 'broken', { cause: new Error('deeper') });
  expect(toErrorReport(error, false).diagnostics[0]?.frame).toBeUndefined();
  expect(toErrorReport(error, true).diagnostics[0]?.frame).toMatch(/broken[^]*caused by: Error: deeper/u);
});

test.each([
  ['pass', 0],
  ['findings', 1],
  ['untrusted', 4],
  ['needs-human', 42],
] as const)('exits after %s with %i', (verdict, status) => {
  expect(exitStatusOf(verdict)).toBe(status);
});
