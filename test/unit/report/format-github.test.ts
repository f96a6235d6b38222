import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PLAIN_PAINT, renderReport } from '../../../src/report/index.ts';
import type { ReportDiagnostic } from '../../../src/report/index.ts';

async function annotate(diagnostic: ReportDiagnostic): Promise<string> {
  const report = { outcome: 'findings' as const, diagnostics: [diagnostic], data: null, view: undefined };
  const rendered = await renderReport(report, {
    format: 'github',
    width: Infinity,
    paint: PLAIN_PAINT,
    isQuiet: false,
  });
  return rendered.stdout;
}

test.each([
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'notice'],
] as const)('shows a finding of severity %s as ::%s', async (severity, command) => {
  const text = await annotate({
    code: 'HYPER_REVISION_UNKNOWN',
    severity,
    message: 'wrong: 100%, really',
    path: 'a:b,c.yaml',
    span: { start: { line: 2, column: 3, offset: 9 }, end: { line: 2, column: 5, offset: 11 } },
    hint: 'mend it',
  });
  expect(text).toBe(
    `::${command} file=a%3Ab%2Cc.yaml,line=2,col=3,endLine=2,endColumn=5,title=HYPER_REVISION_UNKNOWN::wrong: 100%25, really%0Amend it\n`,
  );
});

test('is one line with one command, whatever the texts hold (C03, X10)', async () => {
  const text = fc.string({ unit: fc.constantFrom('\r', '\n', '%', ':', ',', '::', 'error', 'a', '\u2028') });
  await fc.assert(
    fc.asyncProperty(text, text, text, async (message, path, hint) => {
      const written = await annotate({ code: 'HYPER_INTERNAL', severity: 'error', message, path, hint });
      expect(written.match(/[\r\n]/gu)).toEqual(['\n']);
      expect(written.slice(2).split('::')[0]).toMatch(/^error file=[^:,]*,title=HYPER_INTERNAL$/u);
    }),
  );
});
