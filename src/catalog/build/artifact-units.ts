import type { ArtifactDiscovery } from '../../discovery/index.ts';
import { artifactJson, dependentsJson } from '../api/artifact-json.ts';
import type { Catalog } from '../model/catalog.ts';
import { paths } from '../model/paths.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
import { toReleaseView } from '../model/release-view.ts';
import type { ReleaseView } from '../model/release-view.ts';
import { jsonFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import { renderMarkdown } from '../site/markdown.ts';
import { artifactPage } from '../site/pages/artifact-page.ts';
import { versionListPages } from '../site/pages/versions-section.ts';
import { artifactKey, artifactUnitId, stillArtifactKey } from './artifact-key.ts';
import { hasUnsavedSignature, isSignature, latestSource, textSources } from './artifact-sources.ts';
import { discoveryUnit } from './discovery-units.ts';
import type { PlanMemory } from './plan-memory.ts';
import { releasesUnit } from './releases-unit.ts';
import type { Content, Unit } from './unit.ts';

/** Three units an artifact: what is said of it as a whole, what is said of each of its releases, and what belongs together
 *  with it. */
export function* artifactUnits(catalog: Catalog, memory: PlanMemory): Generator<Unit> {
  for (const artifact of catalog.artifacts.values()) {
    const discovered = discoveryUnit(catalog, artifact, memory);
    yield artifactUnit(catalog, artifact, discovered, memory);
    yield releasesUnit(catalog, artifact, memory);
    yield discovered.unit;
  }
}

function artifactUnit(
  catalog: Catalog,
  artifact: PublishedArtifact,
  discovered: ReturnType<typeof discoveryUnit>,
  memory: PlanMemory,
): Unit {
  return {
    id: artifactUnitId(artifact),
    key:
      stillArtifactKey(artifact, discovered.unit.key, memory) ??
      freshKey(catalog, artifact, discovered.unit.key, memory),
    get needs() {
      return [...textSources(catalog, artifact), ...latestSource(catalog, artifact)];
    },
    former: () => ({
      ...discovered.file(),
      take: (text) => {
        catalog.discovery.learn(JSON.parse(text) as ArtifactDiscovery);
      },
    }),
    render: (contents) => renderArtifact(catalog, artifact, contents),
  };
}

function freshKey(
  catalog: Catalog,
  artifact: PublishedArtifact,
  discovered: string,
  memory: PlanMemory,
): string | undefined {
  const latest = latestSource(catalog, artifact);
  const isUnknown =
    textSources(catalog, artifact).some(({ oid }) => oid === '') || hasUnsavedSignature(latest);
  return isUnknown ? undefined : artifactKey(catalog, artifact, { latest, discovered }, memory);
}

/** Texts come first, then the latest release after what signs it. */
async function* renderArtifact(
  catalog: Catalog,
  artifact: PublishedArtifact,
  contents: AsyncIterable<Content>,
): AsyncGenerator<OutputFile> {
  let latest: ReleaseView | undefined;
  const texts = new Map<string, Content>();
  let signature: Content | undefined;
  for await (const content of contents) {
    const { path } = content.entry;
    if (path.endsWith('.md')) texts.set(path.replace(/^.*\//u, ''), content);
    else if (isSignature(content.entry)) signature = content;
    else if (artifact.latest !== undefined) latest = toReleaseView(artifact.latest, content, signature);
  }
  yield jsonFile(paths.artifactApi(artifact, 'index.json'), artifactJson(catalog, artifact));
  yield jsonFile(paths.artifactApi(artifact, 'dependents.json'), dependentsJson(catalog, artifact));
  const [readme, changelog] = [texts.get('README.md'), texts.get('CHANGELOG.md')];
  yield* versionListPages(catalog, artifact);
  yield artifactPage(catalog, artifact, latest, {
    readme: readme === undefined ? undefined : renderMarkdown(readme.bytes, artifact.name),
    changelog: changelog === undefined ? undefined : renderMarkdown(changelog.bytes, 'Changelog'),
  });
}
