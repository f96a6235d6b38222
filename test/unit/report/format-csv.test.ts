import { expect, it } from 'vitest';
import { PLAIN_PAINT, renderReport } from '../../../src/report/index.ts';

const options = { format: 'csv' as const, width: 20, paint: PLAIN_PAINT, isQuiet: false };

async function csv(rows: readonly (readonly string[])[]): Promise<string> {
  const view = {
    findings: 'talk' as const,
    blocks: () => [
      { kind: 'lines' as const, lines: ['left out'] },
      { kind: 'table' as const, columns: [{ title: 'a' }, { title: 'b' }], rows, empty: 'nothing' },
    ],
  };
  return (await renderReport({ outcome: 'pass', diagnostics: [], data: null, view }, options)).stdout;
}

it('writes tables as RFC 4180, whole whatever the width', async () => {
  expect(await csv([['x'.repeat(40), 'say "hi",\nplease']])).toBe(
    `"a","b"\r\n"${'x'.repeat(40)}","say ""hi"",\nplease"\r\n`,
  );
  expect(await csv([])).toBe('"a","b"\r\n');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
  'never writes a formula: %j (X09)',
  async (cell) => {
    expect(await csv([[cell, '1=1']])).toBe(`"a","b"\r\n"'${cell}","1=1"\r\n`);
  },
);

it('tells an error as text on the talk', async () => {
  const diagnostics = [
    { code: 'HYPER_REVISION_UNKNOWN' as const, severity: 'error' as const, message: 'no' },
  ];
  const report = { outcome: 'error' as const, diagnostics, data: null, view: undefined };
  const rendered = await renderReport(report, options);
  expect(rendered.stdout).toBe('');
  expect(rendered.stderr).toContain('HYPER_REVISION_UNKNOWN');
});
