import { HyperError, toOneLine } from '../core/index.ts';
import { IMPORTERS, findImporter, planImport, toImportDiagnostics } from '../importers/index.ts';
import type { CommitPlan, ImportReport } from '../importers/index.ts';
import type { Operation, OperationContext } from './operation.ts';

export interface ImportInput {
  /** `kind:file`, such as `purescript:releases.jsonl.gz`. */
  readonly source: string;
  /** The folder for the new repository: absent or empty. */
  readonly into: string;
  /** Of the new registry; the importer's kind unless told. */
  readonly name: string | undefined;
  readonly isBare: boolean;
  /** Where the file came from: relative addresses in it begin there. */
  readonly sourceUrl?: string | undefined;
  /** The repository is made out of the way and thrown away again: nothing is left at `into`. */
  readonly isDryRun?: boolean;
}

export interface ImportData {
  readonly into: string;
  readonly isDryRun: boolean;
  /** Full id of the last commit. */
  readonly commit: string;
  readonly commits: number;
  readonly files: number;
  readonly report: ImportReport;
}

/** What an import needs of the world. */
export interface ImportContext extends OperationContext {
  /** Streams lines, gunzipped where the file is gzipped; one over the limit is cut just behind it. */
  readLines(path: string, maxLineUnits: number): AsyncIterable<string>;
  /** Makes a repository of the commits at the target, whole or not at all. */
  createRepository(
    target: string,
    commits: Iterable<CommitPlan>,
    options: NewRepository,
  ): Promise<MadeRepository>;
}

export interface NewRepository {
  readonly isBare: boolean;
  /** Makes it in a folder of its own, which it removes: errors and counts are those of the target. */
  readonly isDryRun: boolean;
  readonly onProgress: (commits: number) => void;
}

export interface MadeRepository {
  readonly commit: string;
  readonly commits: number;
  readonly files: number;
}

/** Makes a registry of another registry's releases; what cannot be carried is told line by line. */
export const importRegistry: Operation<ImportInput, ImportData, ImportContext> = {
  id: 'import',
  group: 'admin',
  summary: "Turn another registry's releases into a registry here",
  async run(context, input) {
    const { isDryRun = false } = input;
    const { kind, file } = splitSource(input.source);
    const importer = findImporter(kind);
    const sourceUrl = checkSourceUrl(input.sourceUrl);
    const lines = context.readLines(file, importer.maxLineUnits);
    const records = importer.read(lines, sourceUrl === undefined ? {} : { sourceUrl });
    const plan = await planImport(importer, records, input.name === undefined ? {} : { name: input.name });
    const made = await context.createRepository(input.into, plan.commits, {
      isBare: input.isBare,
      isDryRun,
      onProgress: (commits) => context.progress?.(commits, plan.commitCount, 'commits'),
    });
    const diagnostics = toImportDiagnostics(plan.report, file);
    return {
      verdict: isEmptyHanded(plan.report) ? 'findings' : 'pass',
      diagnostics,
      isLasting: !isDryRun,
      data: { into: input.into, isDryRun, ...made, report: plan.report },
    };
  },
};

/** Whether no release was carried: most likely a file of another kind, or one that was cut off. */
function isEmptyHanded({ carried }: ImportReport): boolean {
  return carried === 0;
}

function checkSourceUrl(url: string | undefined): string | undefined {
  if (url === undefined || (url.startsWith('https://') && URL.canParse(url))) return url;
  throw new HyperError('HYPER_USAGE_FLAG_VALUE', `expected an https address, got "${toOneLine(url)}"`, {
    hint: 'hyper import helm:index.yaml --source-url https://charts.example.com/ --into charts',
  });
}

function splitSource(source: string): { kind: string; file: string } {
  const colon = source.indexOf(':');
  if (colon > 0 && colon < source.length - 1) {
    return { kind: source.slice(0, colon), file: source.slice(colon + 1) };
  }
  const kinds = IMPORTERS.map(({ format }) => `${format.kind}:FILE`).join(' or ');
  throw new HyperError('HYPER_IMPORT_SOURCE', `expected ${kinds}, got "${toOneLine(source)}"`, {
    hint: 'hyper import purescript:releases.jsonl.gz --into my-registry',
  });
}
