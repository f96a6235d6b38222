import { TYPED_CODES } from '../../core/index.ts';
import type { ExplainData, ExplainedCode } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** One code at length, or all codes as a table. */
export const explainView: View<ExplainData> = {
  findings: 'talk',
  names: (rows) => rows.map(({ code }) => code),
  blocks(codes) {
    const [only] = codes;
    if (only !== undefined && codes.length === 1) {
      return [
        { kind: 'lines', lines: [`${only.code}: ${only.title}`] },
        { kind: 'lines', lines: [only.explanation] },
        {
          kind: 'fields',
          fields: [
            ['What to do', only.fix],
            ['Exit status', exitStatusOf(only)],
          ],
        },
      ];
    }
    return [
      {
        kind: 'table',
        columns: [{ title: 'code' }, { title: 'exit', align: 'right' }, { title: 'means', canShrink: true }],
        rows: codes.map(({ code, exit, title }) => [code, String(exit), title]),
        empty: 'no codes',
      },
    ];
  },
};

function exitStatusOf({ code, exit }: ExplainedCode): string {
  if (exit === 0) return '0: it is told, and nothing fails for it';
  return TYPED_CODES.has(code) ? `${String(exit)} in content, 2 where it was typed` : String(exit);
}
