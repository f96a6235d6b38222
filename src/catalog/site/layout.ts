import type { Catalog } from '../model/catalog.ts';
import { API, paths } from '../model/paths.ts';
import { textFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import { markup } from './html.ts';
import type { Html } from './html.ts';
import { hrefBelow, hrefBetween } from './href.ts';
import type { Href } from './href.ts';
import { anchor } from './link.ts';

/** Nothing runs, nothing is loaded from elsewhere, forms lead to the site itself (ATTACKS X05). */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'";

/** As the other, for a page with a script of the site: it runs that alone, and fetches from nowhere else. */
export const SCRIPT_SECURITY_POLICY = `${CONTENT_SECURITY_POLICY}; script-src 'self'; connect-src 'self'`;

export const MARK_PATH = 'assets/mark.svg';
export const FEED_PATH = 'feed.xml';
export const FRONT_PATH = 'index.html';

export interface PageContent {
  /** Where the page goes. */
  readonly path: string;
  /** What the page is of, without the name of the registry; empty for the front page. */
  readonly title: string;
  /** What search engines and previews show of it. */
  readonly description: string;
  /** The JSON file that says the same. */
  readonly api?: string;
  readonly body: Html;
  /** The front page alone says which commit it was built from, so that other pages outlive a commit. */
  readonly footnote?: Html;
  /** The module that the page runs. */
  readonly script?: Href;
  /** A module that it imports, which the browser then fetches at once with it. */
  readonly imported?: Href | undefined;
  /** The file that the module asks for first, which the browser then fetches beside it. */
  readonly fetched?: Href;
  /** Links of the frame begin here, for a page that is shown at addresses of any depth. */
  readonly base?: string | undefined;
}

/** A whole page: head, skip link, landmarks. */
export function pageFile(catalog: Catalog, page: PageContent): OutputFile {
  const { path, body } = page;
  const to = linker(page);
  const text = markup`<!doctype html>
<html lang="en">
${head(catalog, page)}
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="bar"><div>
${anchor(to(FRONT_PATH), catalog.snapshot.registry.name, 'brand')}
<nav aria-label="Site"><ul>
${[siteLink(page, paths.artifactList(1), 'Artifacts'), siteLink(page, paths.namespaceList, 'Namespaces')]}
<li>${anchor(to(`${API}/index.json`), 'API')}</li>
<li>${anchor(to(FEED_PATH), 'Feed')}</li>
</ul></nav>
${searchBox(catalog, page)}
</div></header>
<main id="content">
${body}
</main>
<footer><div><p>${page.footnote ?? markup`Texts on this page come from publishers and are not checked by the registry.`}</p></div></footer>
</body>
</html>
`;
  return textFile(path, text.toString());
}

/** A link of the frame, marked where it is the page itself or leads to what the page is in. */
function siteLink(page: PageContent, target: string, label: string): Html {
  const isBelow = page.path.startsWith(target.slice(0, target.indexOf('/') + 1));
  const current = page.path === target ? 'page' : 'true';
  return markup`<li><a href="${linker(page)(target)}"${isBelow && markup` aria-current="${current}"`}>${label}</a></li>\n`;
}

/** On every page but those that have one of their own, where the site can search. */
function searchBox(catalog: Catalog, page: PageContent): Html | undefined {
  if (!catalog.scripts.has('search-page') || page.path === paths.searchPage || page.path === FRONT_PATH)
    return undefined;
  return markup`<form class="find" role="search" action="${linker(page)(paths.searchPage)}" method="get"><input name="q" type="search" aria-label="Search the registry" placeholder="Search" maxlength="2000"></form>`;
}

/** How a page links to files of the site. */
export function linker({ path, base }: Pick<PageContent, 'path' | 'base'>): (target: string) => Href {
  return (target) => (base === undefined ? hrefBetween(path, target) : hrefBelow(base, target));
}

function head(catalog: Catalog, page: PageContent): Html {
  const { title, description, api } = page;
  const to = linker(page);
  const { name } = catalog.snapshot.registry;
  return markup`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${page.script === undefined ? CONTENT_SECURITY_POLICY : SCRIPT_SECURITY_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title === '' ? name : `${title} · ${name}`}</title>
<meta name="description" content="${description}">
<link rel="stylesheet" href="${to(catalog.stylesheetPath)}">
${page.script !== undefined && markup`<script type="module" src="${page.script}"></script>`}
${page.imported !== undefined && markup`<link rel="modulepreload" href="${page.imported}">`}
${page.fetched !== undefined && markup`<link rel="preload" as="fetch" crossorigin href="${page.fetched}">`}
<link rel="icon" href="${to(MARK_PATH)}" type="image/svg+xml">
<link rel="alternate" type="application/atom+xml" title="Releases" href="${to(FEED_PATH)}">
${api !== undefined && markup`<link rel="alternate" type="application/json" href="${to(api)}">`}
</head>`;
}
