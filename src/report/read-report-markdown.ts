import type { ReadReport } from '../operations/index.ts';
import { PLAIN_PAINT } from './paint.ts';
import { renderReport } from './render-report.ts';
import { toReport } from './to-report.ts';

/** A report of `hyper ci` that was read back, as Markdown for a comment. */
export async function readReportMarkdown({ standing, diagnostics, data }: ReadReport): Promise<string> {
  const options = { format: 'markdown', width: Infinity, paint: PLAIN_PAINT, isQuiet: false } as const;
  const report =
    standing === 'error' || data === null
      ? { outcome: 'error' as const, diagnostics, data: null, view: undefined }
      : toReport('ci', { verdict: standing, diagnostics, data, prefix: data.prefix });
  return (await renderReport(report, options)).stdout;
}
