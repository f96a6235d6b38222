import { sortedBy } from '../core/index.ts';
import type { Code, Diagnostic } from '../core/index.ts';
import type { CarriedEdge, ImportedRelease, ImportRecord, SkippedRelease } from './import-record.ts';

/** How often a code was the reason, in order of codes. */
export type CountByCode = readonly (readonly [code: Code, count: number])[];

/** What became of every line and every dependency of a source. `carried + skipped.length` is `lines`. */
export interface ImportReport {
  readonly kind: string;
  /** What the numbers of skipped releases count: lines that are not empty, or entries of the document. */
  readonly unit: 'line' | 'entry';
  /** How many of them there are. */
  readonly lines: number;
  /** Releases. */
  readonly carried: number;
  /** Artifacts with at least one release. */
  readonly artifacts: number;
  /** Releases whose name or version is spelled differently here; the source's spelling is in their labels. */
  readonly respelled: number;
  /** Releases whose content is the source's description, since the source gives no sha256 of the bytes. */
  readonly described: number;
  readonly skipped: readonly SkippedRelease[];
  readonly skippedByCode: CountByCode;
  readonly edges: EdgeReport;
}

/** `carried + approximated + dropped` is the number of dependencies of carried releases. */
export interface EdgeReport {
  readonly carried: number;
  readonly approximated: number;
  readonly dropped: number;
  /** Dependencies of skipped releases. */
  readonly skipped: number;
  readonly byCode: CountByCode;
  /** Every dependency that is not carried as it was, in the order of the lines. */
  readonly altered: readonly CarriedEdge[];
}

/** Adds up the records of an import. Pure. */
export function toImportReport(
  kind: string,
  unit: ImportReport['unit'],
  records: readonly ImportRecord[],
): ImportReport {
  const releases = records.filter((record): record is ImportedRelease => record.outcome === 'carried');
  const skipped = records.filter((record): record is SkippedRelease => record.outcome === 'skipped');
  const edges = releases.flatMap((release) => release.edges);
  const altered = edges.filter(({ outcome }) => outcome !== 'carried');
  const dropped = altered.filter(({ outcome }) => outcome === 'dropped').length;
  return {
    kind,
    unit,
    lines: records.length,
    carried: releases.length,
    artifacts: new Set(releases.map(({ name }) => name)).size,
    respelled: releases.filter(isRespelled).length,
    described: releases.filter(({ isDescribed }) => isDescribed).length,
    skipped,
    skippedByCode: countByCode(skipped),
    edges: {
      carried: edges.length - altered.length,
      approximated: altered.length - dropped,
      dropped,
      skipped: skipped.reduce((sum, record) => sum + record.edges, 0),
      byCode: countByCode(altered),
      altered,
    },
  };
}

/** The report as findings in the source file: a warning for each line or entry skipped, one for each way that releases were
 *  altered. The line is in the message, for a gzipped file has no offsets to point at. In order of lines. Pure. */
export function toImportDiagnostics(report: ImportReport, path: string): readonly Diagnostic[] {
  const lines = report.skipped.map(({ code, message, line }): Diagnostic => ({
    code,
    severity: 'warning',
    message: `${report.unit} ${String(line)}: ${message}`,
    path,
  }));
  const edges = report.edges.byCode.map(([code, count]): Diagnostic => {
    const message = `${count} ${count === 1 ? 'dependency' : 'dependencies'} of carried releases altered`;
    return { code, severity: 'warning', message, path };
  });
  const { described } = report;
  const contents: Diagnostic[] =
    described === 0
      ? []
      : [
          {
            code: 'HYPER_IMPORT_CONTENT_DESCRIBED',
            severity: 'warning',
            message: `${String(described)} ${described === 1 ? 'release holds' : 'releases hold'} a description in place of the content`,
            path,
          },
        ];
  return [...lines, ...contents, ...edges];
}

function isRespelled({ manifest }: ImportedRelease): boolean {
  const labels = manifest['labels'];
  if (typeof labels !== 'object' || labels === null) return false;
  return 'source-name' in labels || 'source-version' in labels;
}

function countByCode(items: readonly { readonly code?: Code }[]): CountByCode {
  const counts = new Map<Code, number>();
  for (const { code } of items) if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1);
  return sortedBy(counts, ([code]) => code);
}
