import { CODES } from '../core/index.ts';
import type { CountByCode, ImportReport } from './import-report.ts';
import type { SourceFormat } from './source-release.ts';

/** The README of an imported registry: what was carried, how, and what was not and why. Pure. */
export function renderReadme(format: SourceFormat, report: ImportReport, name: string): string {
  const { edges } = report;
  const described =
    report.described === 0
      ? ''
      : ` Of ${report.described} the content is the source's description, which names the bytes and their digest in the source.`;
  return `# ${name}

The ${format.title}, imported into \`${format.namespace}\` by \`hyper import ${format.kind}:FILE\`. The same input gives
the same commits.

| | releases | dependencies of carried releases |
| --- | ---: | ---: |
| carried as they are | ${report.carried} | ${edges.carried} |
| carried approximately | | ${edges.approximated} |
| left out | ${report.skipped.length} | ${edges.dropped} |

The ${report.carried} releases belong to ${report.artifacts} artifacts.${described} The releases left out had ${edges.skipped} more dependencies.

## How it was carried

${format.mapping} Names are in kebab-case. ${report.respelled} releases are spelled differently here; the labels
\`source-name\` and \`source-version\` keep the source's spelling. Ids are made from name, version and time.

## What was left out or changed, and why

${formatCounts([...report.skippedByCode, ...edges.byCode])}
\`hyper explain CODE\` says more about a reason.
`;
}

function formatCounts(counts: CountByCode): string {
  if (counts.length === 0) return 'Nothing.\n';
  const rows = counts.map(([code, count]) => `| \`${code}\` | ${CODES[code].title} | ${count} |`);
  return ['| code | what | how often |', '| --- | --- | ---: |', ...rows, ''].join('\n');
}
