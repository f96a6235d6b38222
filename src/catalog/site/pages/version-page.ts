import { highlightText } from '../../../document/index.ts';
import type { HighlightedPiece } from '../../../document/index.ts';
import type { Catalog } from '../../model/catalog.ts';
import { mergedLabels } from '../../api/release-json.ts';
import { directNeeds } from '../../model/direct-needs.ts';
import { neighbourhoodOf } from '../../model/neighbourhood.ts';
import { artifactFolder, paths } from '../../model/paths.ts';
import type { PublishedArtifact, PublishedVersion } from '../../model/published-artifact.ts';
import type { ReleaseView } from '../../model/release-view.ts';
import type { OutputFile } from '../../output-file.ts';
import { markup } from '../html.ts';
import type { Html, HtmlPart } from '../html.ts';
import { dependencyGraph } from '../graph/dependency-graph.ts';
import { pageFile } from '../layout.ts';
import { link, outsideLink } from '../link.ts';
import { day, factList, formatBytes, stateMark, trail, typeMark } from '../pieces.ts';
import { releasedAt } from '../../facts/release-facts.ts';
import { dependencySection, dependentNames } from './dependency-table.ts';
import { differenceSection } from './difference-section.ts';
import { historyChip } from './history-page.ts';
import { textChips } from './text-sections.ts';
import { contentSection, releaseFactsList, tagList } from './release-facts-list.ts';
import { signatureSection } from './signature-section.ts';
import { keepersNotice, redirectNotice, stateNotices } from './state-notices.ts';
import { USE_IT_CHIP, useIt } from './use-it.ts';
import { versionsSection } from './versions-section.ts';

/** A longer manifest is cut on its page; the API has the whole. */
const MAX_SHOWN_UNITS = 64 * 1024;

/**
 * The pages of an artifact's releases, one after the other. They stand at one depth and link alike, so that what says the
 * same on all is made once, and the picture of a release is that of the one before where both need the same.
 */
export class VersionPages {
  readonly #catalog: Catalog;
  readonly #artifact: PublishedArtifact;
  #dependents: { readonly shown: Html | undefined } | undefined;
  #picture: { readonly needs: string; readonly drawn: Html | undefined } | undefined;

  constructor(catalog: Catalog, artifact: PublishedArtifact) {
    this.#catalog = catalog;
    this.#artifact = artifact;
  }

  /** The page of one release; `previous` is the next lower one that the site shows. */
  page(published: PublishedVersion, view: ReleaseView, previous: ReleaseView | undefined): OutputFile {
    const [catalog, artifact] = [this.#catalog, this.#artifact];
    const { facts, manifest } = view;
    const path = paths.versionPage(artifact, facts.version);
    const { metadata } = manifest;
    const labels = mergedLabels(catalog, artifact, manifest.labels ?? {});
    const back = link(path, paths.artifactPage(artifact), artifact.name);
    const body = markup`<div class="head artifact">
${trail(catalog, path, artifact.namespace, [back, markup`<span aria-current="page">${facts.version}</span>`])}
<h1>${artifact.name} <span class="muted">${facts.version}</span></h1>
<p class="lead">${metadata.description}</p>
<ul class="chips"><li>${typeMark(facts.type)}</li><li>${stateMark(published)}</li><li>${day(releasedAt(facts))}</li>${textChips(catalog, path, artifact)}${historyChip(catalog, path, { subject: artifactFolder(artifact), key: artifact.reference })}${USE_IT_CHIP}</ul>
</div>
${redirectNotice(catalog, path, artifact)}${keepersNotice(artifact)}${stateNotices(catalog, path, published)}
<div class="columns"><div>
${changeSection(metadata.changes ?? [])}
${dependencySection(catalog, path, artifact, manifest.dependencies)}
${this.#pictureOf(path, facts)}
${this.#dependentsFrom(path)}
${differenceSection(catalog, path, artifact, view, previous)}
${factSection('Annotations', Object.entries(manifest.annotations ?? {}))}
${manifestSection(path, artifact, view)}
</div><aside aria-label="About this release">
${useIt(artifact, facts.version)}
${versionsSection(path, artifact, facts.version)}
<section><h2>About</h2>${releaseFactsList(view, [['Id', markup`<span class="mono small">${facts.id}</span>`]])}</section>
${contentSection(view)}
${signatureSection(catalog, path, artifact, view)}
${factSection('Labels', labels)}
${tagList(view)}
</aside></div>`;
    const api = paths.artifactApi(artifact, `${facts.version}.json`);
    const title = `${artifact.name} ${facts.version}`;
    return pageFile(catalog, { path, title, description: metadata.description, api, body });
  }

  #dependentsFrom(from: string): Html | undefined {
    this.#dependents ??= { shown: dependentNames(this.#catalog, from, this.#artifact) };
    return this.#dependents.shown;
  }

  #pictureOf(from: string, facts: ReleaseView['facts']): Html | undefined {
    const direct = directNeeds(this.#catalog, this.#artifact, facts);
    const needs = direct.join(' ');
    if (this.#picture?.needs !== needs) {
      const around = neighbourhoodOf(this.#catalog.discovery, this.#artifact.reference, direct);
      this.#picture = { needs, drawn: dependencyGraph(this.#catalog, from, around) };
    }
    return this.#picture.drawn;
  }
}

/** What changed, one line a change. */
export function changeSection(
  changes: NonNullable<ReleaseView['manifest']['metadata']['changes']>,
): Html | undefined {
  if (changes.length === 0) return undefined;
  const items = changes.map(({ kind, description, links }) => {
    const more = links?.map((address) => markup` ${outsideLink(address)}`);
    return markup`<li><b class="${kind}">${kind}</b>${description}${more}</li>`;
  });
  return markup`<section><h2>Changes</h2><ul class="changes">${items}</ul></section>`;
}

function factSection(title: string, rows: readonly (readonly [string, string])[]): Html | undefined {
  return rows.length === 0 ? undefined : markup`<section><h2>${title}</h2>${factList(rows)}</section>`;
}

function pieceOf({ kind, text }: HighlightedPiece): HtmlPart {
  return kind === 'plain' ? text : markup`<span class="y-${kind}">${text}</span>`;
}

function manifestSection(
  from: string,
  artifact: PublishedArtifact,
  { text, facts, path }: ReleaseView,
): Html {
  const isCut = text.length > MAX_SHOWN_UNITS;
  const whole = link(from, paths.artifactApi(artifact, `${facts.version}.json`), 'as JSON');
  return markup`<section><h2>Manifest</h2>
<p class="note"><code>${path}</code>, ${formatBytes(facts.size)}, ${whole}${isCut && '; only its beginning is shown here'}</p>
<pre class="manifest" tabindex="0" aria-label="The manifest"><code>${highlightText(isCut ? text.slice(0, MAX_SHOWN_UNITS) : text).map(pieceOf)}</code></pre>
</section>`;
}
