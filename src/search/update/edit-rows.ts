import { textOfRow, renderRows } from '../index/rows.ts';
import { toBytes } from '../store/bytes.ts';
import { pack } from '../store/pack.ts';
import type { IndexFile } from '../store/store-format.ts';
import type { FormerIndex } from './former-index.ts';
import type { NumberedChange } from './number-again.ts';

/** The blocks of rows that documents are in that changed, and paths of those that have no document any more. */
export async function editRows(
  former: FormerIndex,
  changes: readonly NumberedChange[],
): Promise<{ readonly files: IndexFile[]; readonly gone: string[] }> {
  const { rowSpan } = former.frame;
  const ids = changes.flatMap(({ former: before, next }) => [before?.id, next?.id]);
  const blocks = new Set(ids.flatMap((id) => (id === undefined ? [] : [Math.floor(id / rowSpan)])));
  const files: IndexFile[] = [];
  const gone: string[] = [];
  for (const number of blocks) {
    const first = number * rowSpan;
    const rows = new Map(await former.blockOf(first));
    for (const { former: before } of changes) if (before !== undefined) rows.delete(before.id - first);
    for (const { next } of changes)
      if (next !== undefined && Math.floor(next.id / rowSpan) === number) rows.set(next.id - first, next.row);
    const path = former.rowsPathOf(first);
    if (rows.size === 0) {
      if (former.has(path)) gone.push(path);
      continue;
    }
    const sorted = [...rows].sort(([left], [right]) => left - right);
    const texts = sorted.map(([distance, row]) => ({ distance, text: toBytes(textOfRow(row)) }));
    files.push({ path, bytes: pack(renderRows(texts)) });
  }
  return { files, gone };
}
