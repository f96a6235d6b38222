import { formatValue } from '../document/index.ts';
import type { JsonValue } from '../core/index.ts';
import type { ReportDocument } from './report-document.ts';

/** The document that JSON has, written as YAML 1.2; aliases are never used, so that every parser reads it alike. */
export function formatYaml(document: ReportDocument): string {
  return formatValue(JSON.parse(JSON.stringify(document)) as JsonValue);
}
