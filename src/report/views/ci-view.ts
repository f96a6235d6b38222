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
    if (data.impact.length > 0) blocks.push(impactBlock(data.impact, detail));
    if (data.skips.length > 0) blocks.push(skipTable(data.skips));
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

function impactBlock(impact: CiData['impact'], detail: 'table' | 'wide'): Block {
  const words = { changed: 'resolves otherwise', broken: 'stops solving', mended: 'can be resolved again' };
  const shown = detail === 'wide' ? impact : impact.slice(0, SHOWN);
  const lines = shown.map(({ kind, artifact, version, changes }) => {
    const what = changes.map((one) => `"${one.artifact}" ${one.from ?? 'nothing'} → ${one.to ?? 'nothing'}`);
    return `"${artifact}" ${version} ${words[kind]}${what.length === 0 ? '' : `: ${what.join(', ')}`}`;
  });
  if (shown.length < impact.length) lines.push(`and ${impact.length - shown.length} more`);
  return { kind: 'lines', title: 'What it does to those who depend on it', lines };
}

function skipTable(skips: CiData['skips']): Block {
  return {
    kind: 'table',
    title: 'Skips in force at the merge base',
    columns: [
      { title: 'rule' },
      { title: 'for' },
      { title: 'until' },
      { title: 'status' },
      { title: 'why', canShrink: true },
    ],
    rows: skips.map(({ rule, target, expiresAt, status, reason }) => [
      rule,
      `"${target}"`,
      expiresAt,
      status,
      reason,
    ]),
    empty: 'none',
  };
}
