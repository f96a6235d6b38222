import type { Catalog } from '../../model/catalog.ts';
import { paths } from '../../model/paths.ts';
import type { OutputFile } from '../../output-file.ts';
import { markup } from '../html.ts';
import { linker, pageFile } from '../layout.ts';
import { anchor } from '../link.ts';

const NOT_FOUND_PATH = '404.html';
const DESCRIPTION = 'The address may be misspelt, or what it named was moved, hidden or deleted.';

/** The page that a static host shows for an address that leads nowhere, at whatever depth that was. */
export function notFoundPage(catalog: Catalog): OutputFile {
  const { registry } = catalog.snapshot;
  const base = registry.url === undefined ? undefined : new URL(registry.url).pathname;
  const to = linker({ path: NOT_FOUND_PATH, base });
  const body = markup`<div class="head"><h1>Nothing here</h1>
<p class="lead">${DESCRIPTION}</p>
<p>${anchor(to(paths.artifactList(1)), 'All artifacts')} · ${anchor(to(paths.namespaceList), 'All namespaces')}</p></div>`;
  return pageFile(catalog, {
    path: NOT_FOUND_PATH,
    title: 'Nothing here',
    description: DESCRIPTION,
    body,
    base,
  });
}
