import type { PublishedArtifact } from './published-artifact.ts';
import type { PublishedNamespace } from './published-namespace.ts';

/** Where the JSON API begins. */
export const API = 'api/v1';

/** Where the search index is. */
export const SEARCH_FOLDER = 'search';

/** Whose history it is: the registry's, or that of what has pages in a folder. */
export type HistorySubject = 'registry' | { readonly folder: string };

/** The folder of an artifact's pages, and of its part of the API. */
export function artifactFolder({ segments }: Pick<PublishedArtifact, 'segments'>): HistorySubject {
  return { folder: `artifacts/${segments.join('/')}` };
}

/** The same of a namespace. */
export function namespaceFolder({ segments }: Pick<PublishedNamespace, 'segments'>): HistorySubject {
  return { folder: `namespaces/${segments.join('/')}` };
}

type Segments = Pick<PublishedArtifact, 'segments'>;

/** Output paths of what is published. Every segment is checked: canonical names and versions hold no separator. */
export const paths = {
  artifactPage: ({ segments }: Segments): string => `artifacts/${segments.join('/')}/index.html`,
  /** Versions hold dots and names do not, so that no folder of a version is one of an artifact. */
  versionPage: ({ segments }: Segments, version: string): string =>
    `artifacts/${segments.join('/')}/${version}/index.html`,
  /** Beside the page of the artifact, where it has not room for all. */
  versionList: ({ segments }: Segments, page: number): string =>
    `artifacts/${segments.join('/')}/versions${page === 1 ? '' : `-${page}`}.html`,
  namespacePage: ({ segments }: Pick<PublishedNamespace, 'segments'>): string =>
    `namespaces/${segments.join('/')}/index.html`,
  /** Beside the page of the namespace, where it has not room for all. */
  namespaceMembers: (
    { segments }: Pick<PublishedNamespace, 'segments'>,
    which: 'artifacts' | 'namespaces',
    page: number,
  ): string => `namespaces/${segments.join('/')}/${which}${page === 1 ? '' : `-${page}`}.html`,
  artifactList: (page: number): string =>
    page === 1 ? 'artifacts/index.html' : `artifacts/page-${page}.html`,
  namespaceList: 'namespaces/index.html',
  /** Of the list in pages, where there are many. */
  namespaceListPage: (page: number): string =>
    page === 1 ? 'namespaces/index.html' : `namespaces/page-${page}.html`,
  searchPage: `${SEARCH_FOLDER}/index.html`,
  artifactApi: ({ segments }: Segments, file: string): string =>
    `${API}/artifacts/${segments.join('/')}/${file}`,
  artifactListApi: (page: number): string => `${API}/artifacts/${page === 1 ? 'index' : `page-${page}`}.json`,
  namespaceApi: ({ segments }: Pick<PublishedNamespace, 'segments'>): string =>
    `${API}/namespaces/${segments.join('/')}/index.json`,
  namespaceListApi: `${API}/namespaces/index.json`,
  policyPage: ({ segments }: Pick<PublishedNamespace, 'segments'>, id: string): string =>
    `namespaces/${segments.join('/')}/policies/${id}.html`,
  rules: 'rules/index.html',
  comparePage: 'compare/index.html',
  policyApi: ({ segments }: Pick<PublishedNamespace, 'segments'>, id: string): string =>
    `${API}/policies/${segments.join('/')}/${id}.json`,
  policyListApi: `${API}/policies/index.json`,
  policiesInForceApi: ({ segments }: Pick<PublishedNamespace, 'segments'>): string =>
    `${API}/namespaces/${segments.join('/')}/policies.json`,
  sparse: ({ segments }: Segments): string => `${API}/sparse/${segments.join('/')}.jsonl`,
  lock: ({ segments }: Segments, version: string): string => `locks/${segments.join('/')}/${version}.lock`,
  /** Why a release has no lock. */
  unsolvable: ({ segments }: Segments, version: string): string =>
    `locks/${segments.join('/')}/${version}.conflict.txt`,
  discovery: `${API}/discovery/index.json`,
  clusters: `${API}/discovery/clusters.json`,
  graph: `${API}/graph.json`,
  /** Beside a page, in the folder of which every other folder may be a name; the newest acts have no number. */
  historyPage: (subject: HistorySubject, number: number): string =>
    `${subject === 'registry' ? 'history' : subject.folder}/${subject === 'registry' ? 'index' : 'history'}${number === 0 ? '' : `-${number}`}.html`,
  historyApi: (subject: HistorySubject, number: number): string =>
    `${API}/${subject === 'registry' ? 'history/index' : `${subject.folder}/history`}${number === 0 ? '' : `-${number}`}.json`,
} as const;

/** The items of a long list, in pages of at most `size`; an empty list has one empty page. */
export function paginate<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const pages: T[][] = [];
  for (let start = 0; start === 0 || start < items.length; start += size) {
    pages.push(items.slice(start, start + size));
  }
  return pages;
}
