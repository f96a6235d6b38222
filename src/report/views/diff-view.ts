import { shownValue } from '../../registry/index.ts';
import type { DiffData, DiffSide, FileDifference, PlacedValue } from '../../operations/index.ts';
import type { Block, View } from '../view.ts';

const SHORT_COMMIT = 12;
const SHOWN_UNITS = 400;

/** What was done, which fields differ with their places, and which other files came or went. */
export const diffView: View<DiffData> = {
  findings: 'talk',
  names: ({ files }) => files.flatMap(({ before, after }) => after ?? before ?? []),
  blocks(data, detail) {
    const blocks: Block[] = [
      { kind: 'lines', lines: [`${sideWords(data.before)} → ${sideWords(data.after)}`] },
    ];
    if (data.files.length === 0) return [...blocks, { kind: 'lines', lines: ['Nothing differs.'] }];
    if (data.words.length > 0)
      blocks.push({ kind: 'lines', title: 'What it means for users', lines: data.words });
    if (data.acts.length > 0) blocks.push(actTable(data, detail));
    const told = data.files.filter(({ fields }) => fields.length > 0);
    if (told.length > 0) blocks.push(fieldTable(told, data.kind, detail));
    if (data.kind === 'releases' && told.length === 0)
      blocks.push({ kind: 'lines', lines: ['No field differs but their versions, times and contents.'] });
    const rest = data.files.filter(({ fields }) => fields.length === 0);
    if (data.kind === 'revisions' && rest.length > 0) blocks.push(fileTable(rest));
    return blocks;
  },
};

function sideWords({ name, commit }: DiffSide): string {
  return commit === null || commit.startsWith(name) ? name : `${name} (${commit.slice(0, SHORT_COMMIT)})`;
}

function actTable({ acts }: DiffData, detail: 'table' | 'wide'): Block {
  return {
    kind: 'table',
    title: 'What was done',
    columns: [
      { title: 'operation' },
      { title: 'target' },
      { title: 'details', canShrink: true },
      ...(detail === 'wide' ? [{ title: 'path' }] : []),
    ],
    rows: acts.map(({ operation, target, details, path }) => [
      operation,
      target,
      details,
      ...(detail === 'wide' ? [path] : []),
    ]),
    empty: 'nothing',
  };
}

/** One row a value that went or came. */
function fieldTable(
  files: readonly FileDifference[],
  kind: DiffData['kind'],
  detail: 'table' | 'wide',
): Block {
  // Two releases are two files, which the first line names; of many files each row says its own.
  const isShort = kind === 'releases' && detail === 'table';
  const shown = (path: string | null): string => (isShort ? path?.replace(/^.*\//u, '') : path) ?? '';
  const rows = files.flatMap(({ before, after, fields }) =>
    fields.flatMap(({ field, gone, come }) => [
      ...gone.map((value) => [field, '-', ...valueCells(value, shown(before))]),
      ...come.map((value) => [field, '+', ...valueCells(value, shown(after))]),
    ]),
  );
  return {
    kind: 'table',
    title: kind === 'releases' ? 'Fields that differ' : 'Fields that differ, file by file',
    columns: [{ title: 'field' }, { title: '' }, { title: 'value', canShrink: true }, { title: 'place' }],
    rows,
    empty: 'none',
  };
}

function valueCells({ value, line, column }: PlacedValue, path: string): string[] {
  return [shownValue(value, SHOWN_UNITS), `${path}:${line}:${column}`];
}

function fileTable(files: readonly FileDifference[]): Block {
  return {
    kind: 'table',
    title: 'Other files',
    columns: [{ title: 'what' }, { title: 'path' }],
    rows: files.map(({ before, after, status }) => [status, after ?? before ?? '']),
    empty: 'none',
  };
}
