import type { Catalog } from '../../model/catalog.ts';
import { paths } from '../../model/paths.ts';
import type { OutputFile } from '../../output-file.ts';
import { hrefBetween } from '../href.ts';
import { markup } from '../html.ts';
import { pageFile } from '../layout.ts';
import { link } from '../link.ts';

/** The page that compares any two releases of an artifact; without its script every release tells what it changed. */
export function comparePage(catalog: Catalog): OutputFile | undefined {
  const script = catalog.scripts.get('compare-page')?.path;
  if (script === undefined) return undefined;
  const path = paths.comparePage;
  const body = markup`<div class="head"><h1 id="title">Compare releases</h1>
<noscript><p class="lead">Comparing any two releases needs JavaScript. Every release in ${link(path, paths.artifactList(1), 'the list of artifacts')} tells what it changed against the one before it.</p></noscript></div>
<form id="choice" class="compare" hidden>
<div><label for="a">From</label><select id="a" name="a"></select></div>
<div><label for="b">To</label><select id="b" name="b"></select></div>
</form>
<p id="status" class="status" role="status"></p>
<div id="difference"></div>`;
  return pageFile(catalog, {
    path,
    title: 'Compare releases',
    description: 'What differs between two releases of an artifact.',
    body,
    script: hrefBetween(path, script),
  });
}
