import { committedAt, countTypes } from '../../api/registry-json.ts';
import { releasedAt } from '../../facts/release-facts.ts';
import type { Catalog, RecentRelease } from '../../model/catalog.ts';
import { API, paths } from '../../model/paths.ts';
import type { OutputFile } from '../../output-file.ts';
import { hrefBetween } from '../href.ts';
import { markup } from '../html.ts';
import type { Html } from '../html.ts';
import { FRONT_PATH, pageFile } from '../layout.ts';
import { link } from '../link.ts';
import { day, formatCount, typeMark } from '../pieces.ts';
import { ARTIFACTS_A_PAGE, artifactGroups, namespaceTree } from './list-pages.ts';

const SHOWN_RELEASES = 12;
const SHOWN_NAMESPACES = 300;

/** The front page: what the registry is, what is new, what there is. */
export function frontPage(catalog: Catalog): OutputFile {
  const { snapshot, artifacts, namespaces, recent } = catalog;
  const { registry } = snapshot;
  const path = FRONT_PATH;
  const body = markup`<div class="head"><h1>${registry.name}</h1>
<p class="lead">${registry.description}</p>
${finder(catalog, path)}
${tally(catalog)}</div>
<div class="columns"><div>
${recent.length > 0 && markup`<section><h2>Recent releases</h2><ul class="cards">${recent.slice(0, SHOWN_RELEASES).map((one) => recentCard(path, one))}</ul></section>`}
<section><h2>Artifacts</h2>
${artifacts.size > ARTIFACTS_A_PAGE ? markup`<p>${link(path, paths.artifactList(1), `All ${formatCount(artifacts.size)} artifacts`)}</p>` : artifactGroups(catalog, path, [...artifacts.values()], 'h3')}
</section>
</div><aside aria-label="Find your way">
<section><h2>Namespaces</h2>${namespaces.size > SHOWN_NAMESPACES ? markup`<p>${link(path, paths.namespaceList, `All ${formatCount(namespaces.size)} namespaces`)}</p>` : namespaceTree(catalog, path)}</section>
<section><h2>For programs</h2><p class="small">All that is here is also in ${link(path, `${API}/index.json`, 'JSON files')}; new releases are in ${link(path, 'feed.xml', 'the feed')}, and every file with its digest in ${link(path, 'digests.json', 'the digest list')}. What every change is checked against is in ${link(path, paths.rules, 'the rules')}${catalog.history !== undefined && markup`, and all that was done in ${link(path, paths.historyPage('registry', 0), 'the history')}`}.</p></section>
</aside></div>`;
  return pageFile(catalog, {
    path,
    title: '',
    description: registry.description ?? `What the registry ${registry.name} has.`,
    api: `${API}/index.json`,
    body,
    footnote: footnote(catalog),
  });
}

/** The way in for who knows what they look for, where the site can search. */
function finder(catalog: Catalog, path: string): Html | undefined {
  if (!catalog.scripts.has('search-page')) return undefined;
  return markup`<form class="finder" role="search" action="${hrefBetween(path, paths.searchPage)}" method="get">
<div class="field"><input name="q" type="search" aria-label="Search the registry" placeholder="Names or words" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="2000"><button type="submit">Search</button></div></form>`;
}

function tally(catalog: Catalog): Html {
  const { namespaces, artifacts, releaseCount } = catalog;
  const counts = [
    ['namespaces', namespaces.size],
    ['artifacts', artifacts.size],
    ['releases', releaseCount],
  ] as const;
  return markup`<ul class="tally">${counts.map(([name, count]) => markup`<li><b>${formatCount(count)}</b><span>${name}</span></li>`)}
${countTypes(catalog).map(([type, count]) => markup`<li><b>${formatCount(count)}</b><span class="type ${type}">${type}</span></li>`)}</ul>`;
}

function recentCard(path: string, { facts, artifact }: RecentRelease): Html {
  return markup`<li><span>${link(path, paths.versionPage(artifact, facts.version), markup`${artifact.reference} <span class="muted">${facts.version}</span>`)}</span>
<span class="side">${typeMark(facts.type)} · ${day(releasedAt(facts))}</span><p>${facts.description}</p></li>`;
}

function footnote(catalog: Catalog): Html {
  const { commit } = catalog.snapshot.revision;
  const time = committedAt(catalog);
  if (commit === null) return markup`Built from files that no commit holds.`;
  return markup`Built from commit <code>${commit.slice(0, 12)}</code>${time !== null && markup` of ${day(time)}`}.`;
}
