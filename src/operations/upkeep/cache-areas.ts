/** A part of what hyper keeps and may lose. */
export interface CacheArea {
  readonly name: string;
  /** What is in it, in a few words. */
  readonly what: string;
  /** Why it stays unless it is named; null where it goes with the rest. */
  readonly stays: string | null;
}

/** Everything that hyper keeps and can make or fetch again. What it believes is no part of it (docs/trust.md). */
export const CACHE_AREAS: readonly CacheArea[] = [
  {
    name: 'registry',
    what: 'results about registries: manifests above artifacts, search index',
    stays: null,
  },
  { name: 'answers', what: 'what commands said of a registry, by its tree', stays: null },
  { name: 'artifacts', what: 'artifacts of registries as a resolver reads them', stays: null },
  { name: 'code', what: 'compiled code of commands', stays: null },
  { name: 'content', what: 'content that hyper pull fetched', stays: null },
  {
    name: 'outputs',
    what: 'the former outputs of hyper build, which share files with the present ones',
    stays: null,
  },
  { name: 'preview', what: 'sites of hyper site serve', stays: null },
  { name: 'remotes', what: 'copies of registries at git addresses', stays: null },
  { name: 'reports', what: 'what commands printed of a registry, while nothing changes', stays: null },
  { name: 'sites', what: 'files of built sites at web addresses', stays: null },
  { name: 'trees', what: 'what git last said of working trees', stays: null },
  { name: 'verified', what: 'results of hyper verify and hyper deps impact', stays: null },
  {
    ...{ name: 'sigstore', what: 'what Sigstore last published of its keys' },
    stays: 'it keeps older keys of Sigstore from being believed again',
  },
];
