import type { SigningRow, TrustStatusData } from '../../operations/index.ts';
import { namedSignerLines } from '../named-signer-lines.ts';
import type { View } from '../view.ts';

/** What is missing, and the one command of each who is missing; `wide` lists the files that are complete too. */
export const trustStatusView: View<TrustStatusData> = {
  findings: 'talk',
  names: ({ rows }) => rows.flatMap(({ path, isSigned }) => (isSigned ? [] : [path])),
  blocks({ rows, named, tasks }, detail) {
    const shown = detail === 'wide' ? rows : rows.filter(({ isSigned }) => !isSigned);
    const complete = rows.length - rows.filter(({ isSigned }) => !isSigned).length;
    return [
      { kind: 'lines', lines: [`${String(complete)} of ${String(rows.length)} files have all signatures`] },
      {
        kind: 'table',
        columns: [
          { title: 'FILE' },
          { title: 'SIGNERS OF' },
          { title: 'SIGNED', align: 'right' },
          { title: 'BY', canShrink: true },
        ],
        rows: shown.map((row) => [row.path, row.authority, countOf(row), row.signed.join(', ')]),
        empty: 'nobody has to sign anything',
      },
      ...refusals(shown),
      {
        kind: 'lines',
        title: 'What they say of whose signatures will count',
        lines: named.flatMap(namedSignerLines),
      },
      ...(tasks.length === 0
        ? []
        : [
            {
              kind: 'steps' as const,
              head: 'missing, as many as it takes:',
              steps: tasks.map(({ signer, command }) => ({ purpose: signer, command })),
            },
          ]),
    ];
  },
};

function countOf({ signed, threshold }: SigningRow): string {
  return `${String(signed.length)}/${String(threshold)}`;
}

function refusals(rows: readonly SigningRow[]): { kind: 'lines'; lines: string[] }[] {
  const lines = rows.flatMap(({ path, refused }) =>
    refused.map(({ code, reason }) => `${path}: ${code}: ${reason}`),
  );
  return lines.length === 0 ? [] : [{ kind: 'lines', lines: ['does not count:', ...lines] }];
}
