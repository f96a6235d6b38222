import { neighbourhoodOf } from '../../model/neighbourhood.ts';
import { dependencyGraph } from '../graph/dependency-graph.ts';
import { alikeSections } from './alike-section.ts';
import { signatureSection } from './signature-section.ts';
import { releasedAt } from '../../facts/release-facts.ts';
import type { Catalog } from '../../model/catalog.ts';
import { artifactFolder, paths } from '../../model/paths.ts';
import type { PublishedArtifact, PublishedVersion } from '../../model/published-artifact.ts';
import type { ReleaseView } from '../../model/release-view.ts';
import { namedVersions } from '../../model/version-state.ts';
import type { OutputFile } from '../../output-file.ts';
import { markup } from '../html.ts';
import type { Html, HtmlPart } from '../html.ts';
import { pageFile } from '../layout.ts';
import { link } from '../link.ts';
import { day, stateMark, trail, typeMark } from '../pieces.ts';
import { dependencySection, dependentSection } from './dependency-table.ts';
import { historyChip } from './history-page.ts';
import { releaseFactsList, tagList } from './release-facts-list.ts';
import { keepersNotice, redirectNotice, stateNotices } from './state-notices.ts';
import { changelogSection, readmeSection } from './text-sections.ts';
import type { ArtifactTexts } from './text-sections.ts';
import { USE_IT_CHIP, useIt } from './use-it.ts';
import { changeSection } from './version-page.ts';
import { versionTableSection } from './versions-section.ts';

/** The page of an artifact; `latest` is undefined where only tombstones are left. */
export function artifactPage(
  catalog: Catalog,
  artifact: PublishedArtifact,
  latest: ReleaseView | undefined,
  texts: ArtifactTexts,
): OutputFile {
  const path = paths.artifactPage(artifact);
  const published = artifact.versions.find((one) => one.version === latest?.facts.version);
  const description = latest?.manifest.metadata.description ?? 'All of its releases were deleted.';
  const found = catalog.discovery.of(artifact.reference);
  const body = markup`<div class="head artifact">
${trail(catalog, path, artifact.namespace, [markup`<span aria-current="page">${artifact.name}</span>`])}
<h1>${artifact.name}</h1>
<p class="lead">${description}</p>
${latest !== undefined && chips(catalog, path, artifact, latest, published)}
</div>
${redirectNotice(catalog, path, artifact)}${keepersNotice(artifact)}${published !== undefined && stateNotices(catalog, path, published)}
<div class="columns"><div>
${readmeSection(texts)}
${latest !== undefined && changeSection(latest.manifest.metadata.changes ?? [])}
${latest !== undefined && dependencySection(catalog, path, artifact, latest.manifest.dependencies)}
${dependencyGraph(catalog, path, neighbourhoodOf(catalog.discovery, artifact.reference))}
${versionTableSection(path, artifact)}
${dependentSection(catalog, path, artifact, found?.dependents)}
${changelogSection(texts)}
</div><aside aria-label="About this artifact">
${
  latest !== undefined &&
  markup`${useIt(artifact, latest.facts.version)}
<section><h2>About</h2>${releaseFactsList(latest, [...observedRows(catalog, artifact), ...namedRows(path, artifact)])}</section>
${signatureSection(catalog, path, artifact, latest)}
${tagList(latest)}
${found !== undefined && alikeSections(catalog, path, found)}`
}
</aside></div>`;
  const api = paths.artifactApi(artifact, 'index.json');
  return pageFile(catalog, { path, title: artifact.reference, description, api, body });
}

function chips(
  catalog: Catalog,
  path: string,
  artifact: PublishedArtifact,
  { facts }: ReleaseView,
  published: PublishedVersion | undefined,
): Html {
  return markup`<ul class="chips"><li>${typeMark(facts.type)}</li>
<li>${link(path, paths.versionPage(artifact, facts.version), facts.version, 'mono')} ${published !== undefined && stateMark(published)}</li>
<li>${day(releasedAt(facts))}</li>${facts.license !== undefined && markup`<li>${facts.license}</li>`}${historyChip(catalog, path, { subject: artifactFolder(artifact), key: artifact.reference })}${USE_IT_CHIP}</ul>`;
}

/** What the registry itself saw; nothing where it saw nothing. */
function observedRows(
  { observed }: Catalog,
  { reference }: PublishedArtifact,
): (readonly [string, HtmlPart])[] {
  const { downloadCount, rating } = observed.get(reference) ?? {};
  return [
    ['Downloads', downloadCount !== undefined && grouped(downloadCount)],
    ['Rating', rating !== undefined && `${String(Math.round(rating * 10) / 10)} of 5`],
  ];
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, '\u202f');
}

function namedRows(path: string, artifact: PublishedArtifact): (readonly [string, HtmlPart])[] {
  return (['channels', 'tags'] as const).map((which) => {
    const rows = namedVersions(artifact, which).map(
      ([name, version]) =>
        markup`<div>${name} → ${link(path, paths.versionPage(artifact, version), version, 'mono')}</div>`,
    );
    return [which === 'channels' ? 'Channels' : 'Tags', rows.length > 0 && rows] as const;
  });
}
