import { indexKeys } from '../index/keys.ts';
import { ByteWriter } from '../store/bytes.ts';
import { invalid } from '../store/open-store.ts';
import { NUMBER_COLUMNS, TEXT_COLUMNS } from './columns.ts';
import type { Column } from './columns.ts';
import type { FormerIndex } from './former-index.ts';
import type { NumberedChange } from './number-again.ts';

/** What becomes of the chunks of columns that documents are in that changed, by key; undefined where one is empty now. */
export async function editColumns(
  former: FormerIndex,
  changes: readonly NumberedChange[],
): Promise<Map<string, Uint8Array | undefined>> {
  const values = new Map<string, Uint8Array | undefined>();
  const { chunkSpan } = former.frame;
  const ids = changes.flatMap(({ former: before, next }) => [before?.id, next?.id]);
  const chunks = new Set(ids.flatMap((id) => (id === undefined ? [] : [Math.floor(id / chunkSpan)])));
  for (const chunk of chunks) {
    const isInside = (id: number): boolean => Math.floor(id / chunkSpan) === chunk;
    for (const column of TEXT_COLUMNS) await editChunk(column, chunk, isInside);
    for (const column of NUMBER_COLUMNS) await editChunk(column, chunk, isInside);
  }
  return values;

  async function editChunk<Cell>(
    column: Column<Cell>,
    chunk: number,
    isInside: (id: number) => boolean,
  ): Promise<void> {
    const key = column.key + indexKeys.chunk(chunk);
    const value = await former.get(key);
    const rows = value === undefined ? [] : column.read(value);
    const cells = new Map(rows.map((row) => [row.id, row.value]));
    for (const { former: before } of changes) {
      if (before === undefined || !isInside(before.id)) continue;
      const hasCell = column.cellOf(before.row) !== undefined;
      if (cells.delete(before.id) !== hasCell)
        throw invalid('a column of the search index misses a document');
    }
    for (const { next } of changes) {
      const cell = next && isInside(next.id) ? column.cellOf(next.row) : undefined;
      if (next !== undefined && cell !== undefined) cells.set(next.id, cell);
    }
    const writer = new ByteWriter();
    column.write(
      writer,
      [...cells].sort(([left], [right]) => left - right).map(([id, value]) => ({ id, value })),
    );
    if (value === undefined && writer.length === 0) return;
    values.set(key, writer.length === 0 ? undefined : writer.finish());
  }
}
