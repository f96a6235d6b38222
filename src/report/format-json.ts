import { toReportDocument } from './report-document.ts';
import type { Rendered, Report } from './report.ts';

/** One JSON document on stdout, indented by two spaces, and nothing on stderr. */
export function formatJson(report: Report): Rendered {
  return { stdout: `${JSON.stringify(toReportDocument(report), null, 2)}\n`, stderr: '' };
}
