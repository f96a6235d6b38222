import { stringify } from 'yaml';
import { toReportDocument } from './report-document.ts';
import type { Rendered, Report } from './report.ts';

/** The same document as JSON, written as YAML 1.2; aliases are never used, so that every parser reads it alike. */
export function formatYaml(report: Report): Rendered {
  const document: unknown = JSON.parse(JSON.stringify(toReportDocument(report)));
  return { stdout: stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }), stderr: '' };
}
