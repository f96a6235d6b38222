import type { Report, ReportDiagnostic } from './report.ts';

/** The one document that scripts read: `schemas/output.schema.json`, SPEC section 8. */
export interface ReportDocument {
  readonly ok: boolean;
  readonly outcome: Report['outcome'];
  readonly diagnostics: readonly ReportDiagnostic[];
  readonly data: unknown;
}

/** The report without what is only for people. `ok` is true where the outcome is `pass`. Texts are exact, not escaped. */
export function toReportDocument(report: Report): ReportDocument {
  return {
    ok: report.outcome === 'pass',
    outcome: report.outcome,
    diagnostics: report.diagnostics,
    data: report.data ?? null,
  };
}
