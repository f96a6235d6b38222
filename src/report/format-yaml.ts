import { stringify } from 'yaml';
import type { ReportDocument } from './report-document.ts';

/** The document that JSON has, written as YAML 1.2; aliases are never used, so that every parser reads it alike. */
export function formatYaml(document: ReportDocument): string {
  const plain: unknown = JSON.parse(JSON.stringify(document));
  return stringify(plain, { aliasDuplicateObjects: false, lineWidth: 0 });
}
