import { releasedAt } from '../../facts/release-facts.ts';
import type { Catalog } from '../../model/catalog.ts';
import { paginate, paths } from '../../model/paths.ts';
import type { PublishedArtifact, PublishedVersion } from '../../model/published-artifact.ts';
import type { OutputFile } from '../../output-file.ts';
import { hrefOfPart } from '../href.ts';
import { markup } from '../html.ts';
import type { Html, HtmlPart } from '../html.ts';
import { pageFile } from '../layout.ts';
import { anchor, link } from '../link.ts';
import { pageChip, pageLinks } from '../page-links.ts';
import { counted, day, factList, stateMark, trail } from '../pieces.ts';

/** On the page of the artifact; the rest has pages of its own. */
const SHOWN_VERSIONS = 100;
const VERSIONS_A_PAGE = 500;
const VERSIONS_ID = 'versions';

/** What stands beside a release: the latest, the next ones, and the way to all. Nothing where there is no other. */
export function versionsSection(
  from: string,
  artifact: PublishedArtifact,
  current: string,
): Html | undefined {
  const { versions, latest } = artifact;
  if (versions.length < 2) return undefined;
  const shown = versions.filter(({ facts }) => facts !== undefined);
  const at = shown.findIndex(({ version }) => version === current);
  const to = (one: PublishedVersion | undefined): HtmlPart =>
    one !== undefined && link(from, paths.versionPage(artifact, one.version), one.version, 'mono');
  const all = anchor(
    hrefOfPart(from, paths.artifactPage(artifact), VERSIONS_ID),
    `All ${counted(versions.length, 'version')}`,
  );
  const isLatest = latest?.version === current;
  return markup`<section><h2>Other versions</h2>${factList([
    ['Latest', isLatest ? 'this one' : to(shown.find(({ version }) => version === latest?.version))],
    ['Newer', at > 0 && to(shown[at - 1])],
    ['Older', to(shown[at + 1])],
  ])}
<p class="small">${all}</p></section>`;
}

/** The newest versions of an artifact. */
export function versionTableSection(from: string, artifact: PublishedArtifact): Html {
  const { versions } = artifact;
  const rest = versions.length - SHOWN_VERSIONS;
  const more =
    rest > 0 &&
    markup`<p>${link(from, paths.versionList(artifact, 1), `All ${counted(versions.length, 'version')}`)}</p>`;
  return markup`<section id="${VERSIONS_ID}"><h2>${counted(versions.length, 'version')}</h2>
${versionTable(from, artifact, versions.slice(0, SHOWN_VERSIONS))}${more}</section>`;
}

/** Every version, where the page of the artifact has not room for all. */
export function* versionListPages(catalog: Catalog, artifact: PublishedArtifact): Generator<OutputFile> {
  const { versions, namespace, name, reference } = artifact;
  if (versions.length <= SHOWN_VERSIONS) return;
  const parts = paginate(versions, VERSIONS_A_PAGE);
  const pathOf = (page: number): string => paths.versionList(artifact, page);
  const list = { pathOf, starts: parts.map(([first]) => first?.version ?? '') };
  for (const [index, part] of parts.entries()) {
    const path = pathOf(index + 1);
    const steps = [
      link(path, paths.artifactPage(artifact), name),
      markup`<span aria-current="page">versions</span>`,
    ];
    const body = markup`<div class="head artifact">
${trail(catalog, path, namespace, steps)}
<h1>${name}</h1>
<ul class="chips"><li>${counted(versions.length, 'version')}</li>${pageChip(list, index)}</ul></div>
${versionTable(path, artifact, part)}
${pageLinks(path, list, index)}`;
    const title = `Versions of ${reference}${index === 0 ? '' : `, page ${index + 1}`}`;
    const description = `Every version of ${reference}, the highest first.`;
    yield pageFile(catalog, {
      path,
      title,
      description,
      api: paths.artifactApi(artifact, 'index.json'),
      body,
    });
  }
}

function versionTable(
  from: string,
  artifact: PublishedArtifact,
  versions: readonly PublishedVersion[],
): Html {
  const rows = versions.map((published) => {
    const { version, facts } = published;
    if (facts === undefined) {
      const reason = published.state.record?.tombstone?.reason;
      return markup`<tr><td class="mono muted">${version}</td><td>${stateMark(published)}</td><td>${reason}</td></tr>`;
    }
    const page = link(from, paths.versionPage(artifact, version), version);
    return markup`<tr><td class="mono">${page}</td><td>${stateMark(published)}</td><td>${day(releasedAt(facts))}</td></tr>`;
  });
  return markup`<table>
<thead><tr><th scope="col">Version</th><th scope="col">State</th><th scope="col">Released</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}
