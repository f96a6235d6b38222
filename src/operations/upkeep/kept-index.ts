/** Changes where an index is made otherwise. */
const FORMAT = 7;

/** Under which key the search index of a tree is kept, its files as pieces. Pure. */
export function keptIndexKey(tree: string): string {
  return `search-${String(FORMAT)}-${tree}`;
}
