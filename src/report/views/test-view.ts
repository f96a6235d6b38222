import type { TestData, TestRow } from '../../operations/index.ts';
import type { Block, View } from '../view.ts';

const SHOWN_LINES = 20;

/** One row a test; the end of what those printed that did not pass. */
export const testView: View<TestData> = {
  findings: 'talk',
  names: ({ reference, version }) => [`${reference}@${version}`],
  blocks({ reference, version, isRun, tests, passed, failed }, detail) {
    const blocks: Block[] = [
      {
        kind: 'table',
        columns: [{ title: 'test' }, { title: 'result' }, { title: 'command', canShrink: true }],
        rows: tests.map(({ name, result, command }) => [name, result, command.join(' ')]),
        empty: `${reference}@${version} declares no tests`,
      },
    ];
    for (const row of tests) {
      if (row.result === 'not-run' || (row.result === 'passed' && detail === 'table')) continue;
      const lines = outputLines(row);
      if (lines.length > 0) blocks.push({ kind: 'lines', title: `What ${row.name} printed`, lines });
    }
    if (tests.length > 0)
      blocks.push({
        kind: 'lines',
        lines: isRun
          ? [`${passed} passed, ${failed} did not`]
          : [
              'Nothing was run. These commands come from the manifest and get your rights: they may read your files and use your network.',
              `Run them where that may happen: hyper test ${reference}@${version} --run`,
            ],
      });
    return blocks;
  },
};

/** The last lines, where the reason of a failure mostly stands. */
function outputLines({ stdout, stderr }: TestRow): string[] {
  return [stdout, stderr].flatMap((output) => {
    const all = (output?.text ?? '').trimEnd();
    if (all === '') return [];
    const lines = all.split('\n');
    const hidden = lines.length - SHOWN_LINES;
    return hidden > 0 ? [`(${hidden} lines before)`, ...lines.slice(-SHOWN_LINES)] : lines;
  });
}
