/** Changes where an index is made otherwise. */
const FORMAT = 5;
const LENGTH_BYTES = 4;

/** Under which key the search index of a tree is kept. Pure. */
export function keptIndexKey(tree: string): string {
  return `search-${String(FORMAT)}-${tree}`;
}

/** How long the list of files is, in four bytes, the lowest first; the list; then the files one after the other. Pure. */
export function renderKeptIndex(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const list = new TextEncoder().encode(
    [...files].map(([path, { length }]) => `${path} ${length}\n`).join(''),
  );
  let end = LENGTH_BYTES + list.length;
  const starts = [...files.values()].map((bytes) => (end += bytes.length) - bytes.length);
  const whole = new Uint8Array(end);
  new DataView(whole.buffer).setUint32(0, list.length, true);
  whole.set(list, LENGTH_BYTES);
  [...files.values()].forEach((bytes, number) => {
    whole.set(bytes, starts[number]);
  });
  return whole;
}

/** The files by path; undefined where the bytes are cut off, or never were what `renderKeptIndex` gives. Pure. */
export function readKeptIndex(bytes: Uint8Array | undefined): ReadonlyMap<string, Uint8Array> | undefined {
  if (bytes === undefined || bytes.length < LENGTH_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = LENGTH_BYTES + view.getUint32(0, true);
  if (start > bytes.length) return undefined;
  const files = new Map<string, Uint8Array>();
  for (const line of new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, start)).split('\n')) {
    const at = line.indexOf(' ');
    if (at <= 0) continue;
    const end = start + Number(line.slice(at + 1));
    files.set(line.slice(0, at), bytes.subarray(start, end));
    start = end;
  }
  return start === bytes.length ? files : undefined;
}
