import type { NamespacePath } from '../../../names/index.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { HistoryPage } from '../../model/history-pages.ts';
import { paths } from '../../model/paths.ts';
import type { HistorySubject } from '../../model/paths.ts';
import type { PublishedArtifact } from '../../model/published-artifact.ts';
import type { ShownEvent } from '../../model/site-history.ts';
import type { OutputFile } from '../../output-file.ts';
import { markup } from '../html.ts';
import type { Html } from '../html.ts';
import { pageFile } from '../layout.ts';
import { link } from '../link.ts';
import { day, trail } from '../pieces.ts';

/** Whose history a page tells; without a namespace the registry's. */
export interface HistoryTitle {
  readonly subject: HistorySubject;
  readonly namespace?: NamespacePath;
  readonly artifact?: PublishedArtifact;
}

/** Acts that break the law that a release never changes. */
const VIOLATIONS: ReadonlySet<string> = new Set(['rewrite', 'remove']);

const COLUMNS = ['Day', 'Act', 'On', 'By', 'Commit'];

/** What was done, the newest first: told from what commits changed, not from what they say of themselves. */
export function historyPage(catalog: Catalog, title: HistoryTitle, page: HistoryPage): OutputFile {
  const { subject, namespace, artifact } = title;
  const path = paths.historyPage(subject, page.number);
  const name = artifact?.name ?? namespace ?? catalog.snapshot.registry.name;
  const rows = [...page.events].reverse().map((event) => eventRow(path, event));
  const body = markup`<div class="head">${namespace !== undefined && wayTo(catalog, path, namespace, artifact)}
<h1>History of ${name}</h1>
<p class="lead">Told from what commits changed. Who acted is what commits say.</p></div>
<div class="wide" role="region" aria-label="Acts" tabindex="0"><table class="acts" role="table">
<thead role="rowgroup"><tr role="row">${COLUMNS.map((name) => markup`<th role="columnheader" scope="col">${name}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows}</tbody></table></div>
${pageLinks(path, subject, page)}`;
  const label = `History of ${artifact?.reference ?? name}`;
  const shown = page.number === 0 ? label : `${label}, page ${page.number}`;
  const description = `What was done to ${artifact?.reference ?? name}, by whom and when, the newest first.`;
  return pageFile(catalog, {
    path,
    title: shown,
    description,
    api: paths.historyApi(subject, page.number),
    body,
  });
}

function wayTo(
  catalog: Catalog,
  path: string,
  namespace: NamespacePath,
  artifact: PublishedArtifact | undefined,
): Html {
  const here = markup`<span aria-current="page">History</span>`;
  const end = artifact === undefined ? [] : [link(path, paths.artifactPage(artifact), artifact.name)];
  return trail(catalog, path, namespace, [...end, here]);
}

/** Roles are said, as narrow screens show a row as lines: browsers then take it for no row of a table. */
function eventRow(from: string, { at, operation, target, details, by, commit, page }: ShownEvent): Html {
  const on = page === null ? target : link(from, page, target);
  const state = VIOLATIONS.has(operation) ? 'yanked' : 'plain';
  return markup`<tr role="row"><td role="cell">${day(at)}</td><td role="cell"><span class="state ${state}">${operation}</span></td>
<td role="cell">${on}${details !== '' && markup`<div class="note">${details}</div>`}</td><td role="cell">${by.join(', ')}</td><td role="cell" class="mono">${commit.slice(0, 12)}</td></tr>`;
}

function pageLinks(
  path: string,
  subject: HistorySubject,
  { number, earlier }: HistoryPage,
): Html | undefined {
  if (number === 0 && earlier === null) return undefined;
  return markup`<nav aria-label="Pages"><ul class="pages">
${number !== 0 && markup`<li>${link(path, paths.historyPage(subject, 0), 'Newest')}</li>`}
${earlier !== null && markup`<li>${link(path, paths.historyPage(subject, earlier), 'Earlier')}</li>`}
</ul></nav>`;
}

/** A chip that leads to the history of what a page is of; none where the site tells none. */
export function historyChip(
  { history }: Catalog,
  from: string,
  { subject, key }: { readonly subject: HistorySubject; readonly key: string | undefined },
): Html | undefined {
  const isThere =
    history !== undefined &&
    (key === undefined || history.ofNamespaces.has(key) || history.ofArtifacts.has(key));
  return isThere ? markup`<li>${link(from, paths.historyPage(subject, 0), 'History')}</li>` : undefined;
}
