import type { ImportData } from '../../operations/index.ts';
import { NOTHING_WRITTEN } from '../nothing-written.ts';
import type { View } from '../view.ts';

/** What was made, and the count of everything that could not be carried as it was. */
export const importView: View<ImportData> = {
  findings: 'talk',
  blocks({ into, isDryRun, commit, commits, files, report }) {
    const { edges } = report;
    const reasons = [
      ...report.skippedByCode.map(([code, count]) => ['release', code, String(count)]),
      ...edges.byCode.map(([code, count]) => ['dependency', code, String(count)]),
    ];
    return [
      {
        kind: 'fields',
        fields: [
          ['Registry', isDryRun ? `${into} (nothing was written)` : into],
          ['Commits', `${String(commits)}, the last is ${commit}`],
          ['Files', String(files)],
          [
            'Releases',
            `${String(report.carried)} of ${String(report.lines)} carried, ${String(report.skipped.length)} skipped`,
          ],
          ['Artifacts', String(report.artifacts)],
          ['Respelled', String(report.respelled)],
          ['Described', String(report.described)],
          [
            'Dependencies',
            `${String(edges.carried)} carried, ${String(edges.approximated)} approximated, ${String(edges.dropped)} dropped, ${String(edges.skipped)} of skipped releases`,
          ],
        ],
      },
      ...(reasons.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              columns: [{ title: 'what' }, { title: 'reason' }, { title: 'count', align: 'right' as const }],
              rows: reasons,
              empty: '',
            },
          ]),
      {
        kind: 'steps',
        head: 'next:',
        steps: isDryRun
          ? NOTHING_WRITTEN
          : [{ purpose: 'Check what was made.', command: `hyper validate ${into}` }],
      },
    ];
  },
};
