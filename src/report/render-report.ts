import { formatGithub } from './format-github.ts';
import { formatJson } from './format-json.ts';
import { formatText } from './format-text.ts';
import { toReportDocument } from './report-document.ts';
import type { Format, FormatName, Rendered, Report, ReportOptions } from './report.ts';

/** Every format by name; the heavy ones load when they are asked for. Adding one is a row here. */
const FORMATS: Readonly<Record<FormatName, () => Promise<Format>>> = {
  table: () => Promise.resolve(formatText),
  wide: () => Promise.resolve(formatText),
  name: async () => (await import('./format-name.ts')).formatName,
  json: () => Promise.resolve(formatJson),
  yaml: async () => {
    const { formatYaml } = await import('./format-yaml.ts');
    return (report) => ({ stdout: formatYaml(toReportDocument(report)), stderr: '' });
  },
  csv: async () => (await import('./format-csv.ts')).formatCsv,
  github: () => Promise.resolve(formatGithub),
  sarif: async () => (await import('./format-sarif.ts')).formatSarif,
  markdown: async () => (await import('./format-markdown.ts')).formatMarkdown,
};

/** The names that `--output` takes, the default first. */
export const FORMAT_NAMES = [
  'table',
  'wide',
  'name',
  'json',
  'yaml',
  'csv',
  'github',
  'sarif',
  'markdown',
] as const satisfies readonly FormatName[];

/** Renders the report in the format that the options name. */
export async function renderReport(report: Report, options: ReportOptions): Promise<Rendered> {
  const format = await FORMATS[options.format]();
  return format(report, options);
}
