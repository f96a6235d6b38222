import { sparseLine } from '../api/artifact-json.ts';
import { releaseJson } from '../api/release-json.ts';
import type { Catalog } from '../model/catalog.ts';
import { paths } from '../model/paths.ts';
import type { PublishedArtifact, PublishedVersion } from '../model/published-artifact.ts';
import { toReleaseView } from '../model/release-view.ts';
import type { ReleaseView } from '../model/release-view.ts';
import { jsonFile, textFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import { VersionPages } from '../site/pages/version-page.ts';
import { releasesKey, releasesUnitId, stillReleasesKey } from './artifact-key.ts';
import { hasUnsavedSignature, isSignature, releaseSources } from './artifact-sources.ts';
import type { PlanMemory } from './plan-memory.ts';
import type { Content, Unit } from './unit.ts';

/** What is said of each release of an artifact: its page, its JSON and its sparse line. */
export function releasesUnit(catalog: Catalog, artifact: PublishedArtifact, memory: PlanMemory): Unit {
  return {
    id: releasesUnitId(artifact),
    key: stillReleasesKey(artifact, memory) ?? freshKey(catalog, artifact, memory),
    get needs() {
      return releaseSources(catalog, artifact);
    },
    render: (contents) => renderReleases(catalog, artifact, contents),
  };
}

function freshKey(catalog: Catalog, artifact: PublishedArtifact, memory: PlanMemory): string | undefined {
  const sources = releaseSources(catalog, artifact);
  return hasUnsavedSignature(sources) ? undefined : releasesKey(catalog, artifact, sources, memory);
}

/** From the highest down; one release is held besides the one that waits to be told apart from the next, and the sparse
 *  line of each. */
async function* renderReleases(
  catalog: Catalog,
  artifact: PublishedArtifact,
  contents: AsyncIterable<Content>,
): AsyncGenerator<OutputFile> {
  const shown = new Map(
    artifact.versions.map((one) => [artifact.entry.releases.get(one.version)?.path, one]),
  );
  const pages = new VersionPages(catalog, artifact);
  const sparse = new Map<string, string>();
  let waiting: { readonly published: PublishedVersion; readonly view: ReleaseView } | undefined;
  let signature: Content | undefined;
  for await (const content of contents) {
    const published = shown.get(content.entry.path);
    if (isSignature(content.entry)) signature = content;
    if (published?.facts === undefined) continue;
    const view = toReleaseView(published.facts, content, signature);
    signature = undefined;
    sparse.set(published.version, sparseLine(catalog, artifact, published, view));
    yield jsonFile(
      paths.artifactApi(artifact, `${published.version}.json`),
      releaseJson(catalog, artifact, published, view),
    );
    if (waiting !== undefined) yield pages.page(waiting.published, waiting.view, view);
    waiting = { published, view };
  }
  if (waiting !== undefined) yield pages.page(waiting.published, waiting.view, undefined);
  const lines = artifact.versions.map(
    (one) => sparse.get(one.version) ?? sparseLine(catalog, artifact, one, undefined),
  );
  yield textFile(paths.sparse(artifact), lines.reverse().join(''));
}
