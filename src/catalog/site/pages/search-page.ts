import { MANIFEST_PATH } from '../../../search/index.ts';
import type { Catalog } from '../../model/catalog.ts';
import { SEARCH_FOLDER, paths } from '../../model/paths.ts';
import type { OutputFile } from '../../output-file.ts';
import { hrefBetween } from '../href.ts';
import { markup } from '../html.ts';
import type { Html } from '../html.ts';
import { pageFile } from '../layout.ts';
import { link } from '../link.ts';

const SORTS = [
  ['', 'Best match'],
  ['name', 'Name'],
  ['updated:desc', 'Newest release'],
  ['created:asc', 'Oldest'],
  ['downloadCount:desc', 'Most downloaded'],
] as const;

/** What one may write, by example. */
const EXAMPLES = [
  ['single sign-on', 'words, in any form'],
  ['"single sign-on"', 'these words one after the other'],
  ['auth*', 'words that begin so'],
  ['name:auth*', 'the same in one field'],
  ['type:plugin tags:security,production', 'exact values, either of several'],
  ['(cache OR queue) NOT redis', 'logic'],
  ['created>=2026-01-01 published=true', 'dates, numbers and states'],
] as const;

/** The search page; without its script it says where else to look. */
export function searchPage(catalog: Catalog): OutputFile | undefined {
  const script = catalog.scripts.get('search-page')?.path;
  const engine = catalog.scripts.get('search')?.path;
  if (script === undefined) return undefined;
  const path = paths.searchPage;
  const body = markup`<div class="head"><h1>Search</h1>
<noscript><p class="lead">Searching needs JavaScript. ${link(path, paths.artifactList(1), 'The list of artifacts')} and ${link(path, paths.namespaceList, 'that of namespaces')} have everything without it.</p></noscript></div>
<div id="finder" hidden>
<form id="search" role="search" class="finder" action="index.html" method="get">
<label for="query">What are you looking for?</label>
<div class="field"><input id="query" name="q" type="search" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="2000"><button type="submit">Search</button></div>
<div class="order"><label for="order">Order</label> <select id="order" name="sort">${SORTS.map(([value, label]) => markup`<option value="${value}">${label}</option>`)}</select></div>
</form>
<p id="status" class="status" role="status"></p>
<div class="none" id="none" hidden><p>Nothing was found. Fewer words find more, and words in quotes or with <code>=</code> must be there as they are written. <a id="any" href="index.html" hidden>Find what has any of these words.</a></p>
<p>${link(path, paths.artifactList(1), 'The list of artifacts')} and ${link(path, paths.namespaceList, 'that of namespaces')} have everything.</p></div>
<div class="columns found"><div><ol id="results" class="cards"></ol>
<button id="more" type="button" hidden>Show more</button></div>
<aside id="aside" aria-label="Narrow it down"><details id="narrow" open><summary>Narrow it down</summary><div id="facets"></div></details></aside></div>
</div>
${howToAsk()}`;
  return pageFile(catalog, {
    path,
    title: 'Search',
    description: 'Find artifacts by words, fields and conditions.',
    body,
    script: hrefBetween(path, script),
    imported: engine === undefined ? undefined : hrefBetween(path, engine),
    fetched: hrefBetween(path, `${SEARCH_FOLDER}/${MANIFEST_PATH}`),
  });
}

function howToAsk(): Html {
  const rows = EXAMPLES.map(
    ([query, words]) => markup`<tr><td class="mono">${query}</td><td>${words}</td></tr>`,
  );
  return markup`<details class="how"><summary>How to ask</summary>
<table><thead><tr><th scope="col">Written</th><th scope="col">Finds</th></tr></thead><tbody>${rows}</tbody></table>
<p class="note">A word that nothing matches is forgiven one typing error. The same language works in <code>hyper search</code>.</p></details>`;
}
