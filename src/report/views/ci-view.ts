import type { CiData, OpenDecision } from '../../operations/index.ts';
import type { Block, View } from '../view.ts';

const SHOWN = 50;

/** What a change does, what is wrong with it, and who must still say yes. */
export const ciView: View<CiData> = {
  findings: 'result',
  blocks(data, detail) {
    const blocks: Block[] = [
      { kind: 'lines', title: 'What this change does', lines: changeLines(data, detail) },
    ];
    if (data.decisions.length > 0) blocks.push(decisionTable(data.decisions));
    if (data.next.length > 0)
      blocks.push({ kind: 'lines', title: 'What comes next', lines: data.next, isCode: true });
    const { added, changed, removed, outside, rules } = data.counts;
    const beside = outside === 0 ? '' : `, ${outside} outside the registry`;
    const lines = [`${added} added, ${changed} changed, ${removed} removed${beside}; ${rules} rules`];
    if (detail === 'wide') {
      lines.push(`${data.counts.blobsRead} contents and ${data.counts.foldersRead} folders read`);
      lines.push(`judged from ${data.mergeBases.join(', ')} to ${data.head}`);
    }
    blocks.push({ kind: 'lines', lines });
    return blocks;
  },
};

function changeLines({ changes }: CiData, detail: 'table' | 'wide'): string[] {
  if (changes.length === 0) return ['nothing of the registry'];
  const shown = detail === 'wide' ? changes : changes.slice(0, SHOWN);
  const lines = shown.map(({ text, details }) => [text, ...details].join('; '));
  return shown.length === changes.length ? lines : [...lines, `and ${changes.length - shown.length} more`];
}

function decisionTable(decisions: readonly OpenDecision[]): Block {
  return {
    kind: 'table',
    title: 'Who must still approve',
    columns: [{ title: 'for' }, { title: 'who' }, { title: 'approvals', align: 'right' }],
    rows: decisions.map(({ code, path, capability, namespace, needed, given }) => [
      path === null ? `"${code}"` : `"${code}" in "${path}"`,
      `"${capability}" in ${namespace === null ? 'the registry' : `"${namespace}"`}`,
      `${given.length} of ${needed}`,
    ]),
    empty: 'nobody',
  };
}
