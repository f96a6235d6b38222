import type { WriteData } from '../../operations/index.ts';
import type { Block, View } from '../view.ts';
import { fileBlocks } from './trust-plan-view.ts';

/** What was changed, what became of signatures, and what to do next. */
export const writeView: View<WriteData> = {
  findings: 'talk',
  names: ({ target }) => [target],
  blocks(data, detail) {
    const { target, summary, facts, isChanged, isDryRun, commit, branch, stale, signed } = data;
    // Where two registries went apart, there is no plan whose files could be listed.
    const isRefused = !isChanged && (data.files.length > 0 || Number(facts['conflicts'] ?? 0) > 0);
    const done = isRefused
      ? 'refused, nothing was written'
      : !isChanged
        ? 'nothing to do'
        : isDryRun
          ? 'nothing was written'
          : 'done';
    const fields: (readonly [string, string])[] = [
      ['Target', target],
      ['Change', `${summary} (${done})`],
      ...Object.entries(facts).map(([name, value]) => [titleOf(name), String(value ?? 'none')] as const),
      ...(commit === null ? [] : [['Commit', `${commit} on ${branch ?? ''}`] as const]),
    ];
    if (data.proposal !== null) fields.push(['Proposed', proposalText(data.proposal)]);
    const blocks: Block[] = [{ kind: 'fields', fields }];
    if (!isChanged && data.proposal === null) return blocks;
    blocks.push(...fileBlocks(data.files, isDryRun || detail === 'wide'));
    if (signed.length > 0) blocks.push(lines('signed:', signed));
    if (stale.length > 0) blocks.push(lines('their signatures covered the bytes before, and went:', stale));
    blocks.push({ kind: 'lines', lines: [`whoever merges this needs the capability ${data.capability}`] });
    blocks.push({ kind: 'steps', head: 'next:', steps: data.nextSteps });
    return blocks;
  },
};

function proposalText({ branch, base, isPushed, pullRequest }: NonNullable<WriteData['proposal']>): string {
  const what = `${branch} for ${base}`;
  if (pullRequest !== null) return `${what}, pull request #${String(pullRequest.number)} ${pullRequest.url}`;
  return isPushed ? `${what}, pushed` : `${what}, not pushed yet`;
}

function lines(head: string, paths: readonly string[]): Block {
  return { kind: 'lines', lines: [head, ...paths.map((path) => `  ${path}`)] };
}

function titleOf(name: string): string {
  const words = name.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
