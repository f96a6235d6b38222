import type { ForgeEventData, ForgeMergeData, ForgeReportData } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** Whose change it is, and where the event for `hyper ci` went. */
export const forgeEventView: View<ForgeEventData> = {
  isProse: true,
  findings: 'talk',
  blocks: ({ isFound, number, head, out }) => [
    {
      kind: 'lines',
      lines: isFound
        ? [
            `${number === null ? 'a group of the merge queue' : `pull request ${String(number)}`} at ${head ?? ''}: ${out}`,
          ]
        : ['no open pull request has this head; nothing was written'],
    },
  ],
};

/** What the forge was told. */
export const forgeReportView: View<ForgeReportData> = {
  isProse: true,
  findings: 'talk',
  blocks: ({ number, commit, standing, comment, annotations }) => [
    {
      kind: 'lines',
      lines: [
        `${standing} at ${commit}: a check with ${String(annotations)} annotations`,
        ...(number === null ? [] : [`pull request ${String(number)}: comment ${comment}`]),
      ],
    },
  ],
};

/** What was merged, or why not. */
export const forgeMergeView: View<ForgeMergeData> = {
  isProse: true,
  findings: 'talk',
  blocks: ({ number, merged, reasons }) => [
    {
      kind: 'lines',
      lines:
        merged === null
          ? ['not merged:', ...reasons.map((reason) => `  ${reason}`)]
          : [`merged pull request ${String(number)} as ${merged}`],
    },
  ],
};
