import type { ArtifactDiscovery } from '../../discovery/index.ts';
import { artifactJson, dependentsJson, sparseLine } from '../api/artifact-json.ts';
import { releaseJson } from '../api/release-json.ts';
import type { Catalog } from '../model/catalog.ts';
import { paths } from '../model/paths.ts';
import type { PublishedArtifact, PublishedVersion } from '../model/published-artifact.ts';
import { toReleaseView } from '../model/release-view.ts';
import type { ReleaseView } from '../model/release-view.ts';
import { jsonFile, textFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import { renderMarkdown } from '../site/markdown.ts';
import { artifactPage } from '../site/pages/artifact-page.ts';
import { VersionPages } from '../site/pages/version-page.ts';
import { versionListPages } from '../site/pages/versions-section.ts';
import type { TreeEntry } from '../../registry/index.ts';
import { signaturePathOf } from '../../signing/index.ts';
import { artifactKey, artifactUnitId, stillArtifactKey } from './artifact-key.ts';
import type { ArtifactSources } from './artifact-key.ts';
import { discoveryUnit } from './discovery-units.ts';
import type { PlanMemory } from './plan-memory.ts';
import type { Content, Unit } from './unit.ts';

/** Two units an artifact: its pages and its part of the API, and what belongs together with it. */
export function* artifactUnits(catalog: Catalog, memory: PlanMemory): Generator<Unit> {
  for (const artifact of catalog.artifacts.values()) {
    const discovered = discoveryUnit(catalog, artifact, memory);
    yield artifactUnit(catalog, artifact, discovered, memory);
    yield discovered.unit;
  }
}

function artifactUnit(
  catalog: Catalog,
  artifact: PublishedArtifact,
  discovered: ReturnType<typeof discoveryUnit>,
  memory: PlanMemory,
): Unit {
  const still = stillArtifactKey(artifact, discovered.unit.key, memory);
  let sources: PageSources | undefined;
  const sourcesOnce = (): PageSources => (sources ??= sourcesOf(catalog, artifact));
  return {
    id: artifactUnitId(artifact),
    key: still ?? freshKey(catalog, artifact, { ...sourcesOnce(), discovered: discovered.unit.key }, memory),
    get needs() {
      const { texts, shown } = sourcesOnce();
      return [...texts.filter((text) => text !== undefined), ...shown];
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

type PageSources = Omit<ArtifactSources, 'discovered'>;

function sourcesOf({ snapshot }: Catalog, artifact: PublishedArtifact): PageSources {
  const { texts, signatures } = snapshot.index;
  const { folder, releases } = artifact.entry;
  // What signs a release comes before it, so that both are at hand when it is rendered.
  const shown = artifact.versions.flatMap(({ version, facts }) => {
    const entry = facts === undefined ? undefined : releases.get(version);
    const signature = entry === undefined ? undefined : signatures.get(signaturePathOf(entry.path));
    return [signature ?? [], entry ?? []].flat();
  });
  return { texts: [texts.get(`${folder}/README.md`), texts.get(`${folder}/CHANGELOG.md`)], shown };
}

function freshKey(
  catalog: Catalog,
  artifact: PublishedArtifact,
  sources: ArtifactSources,
  memory: PlanMemory,
): string | undefined {
  const isUnknown = sources.texts.some((text) => text?.oid === '') || sources.shown.some(isUnsavedSignature);
  return isUnknown ? undefined : artifactKey(catalog, artifact, sources, memory);
}

/** Texts come first, then the releases from the highest down; one release is held besides the latest and the one that
 *  waits to be told apart from the next, and the sparse line of each. */
async function* renderArtifact(
  catalog: Catalog,
  artifact: PublishedArtifact,
  contents: AsyncIterable<Content>,
): AsyncGenerator<OutputFile> {
  const shown = new Map(
    artifact.versions.map((one) => [artifact.entry.releases.get(one.version)?.path, one]),
  );
  const pages = new VersionPages(catalog, artifact);
  const sparse = new Map<string, string>();
  let latest: ReleaseView | undefined;
  let waiting: { readonly published: PublishedVersion; readonly view: ReleaseView } | undefined;
  const texts = new Map<string, Content>();
  let signature: Content | undefined;
  for await (const content of contents) {
    const published = shown.get(content.entry.path);
    if (content.entry.path.endsWith('.md')) texts.set(content.entry.path.replace(/^.*\//u, ''), content);
    if (content.entry.path.endsWith('.sigstore.json')) signature = content;
    if (published?.facts === undefined) continue;
    const view = toReleaseView(published.facts, content, signature);
    signature = undefined;
    if (published.version === artifact.latest?.version) latest = view;
    sparse.set(published.version, sparseLine(catalog, artifact, published, view));
    yield jsonFile(
      paths.artifactApi(artifact, `${published.version}.json`),
      releaseJson(catalog, artifact, published, view),
    );
    if (waiting !== undefined) yield pages.page(waiting.published, waiting.view, view);
    waiting = { published, view };
  }
  if (waiting !== undefined) yield pages.page(waiting.published, waiting.view, undefined);
  yield jsonFile(paths.artifactApi(artifact, 'index.json'), artifactJson(catalog, artifact));
  yield jsonFile(paths.artifactApi(artifact, 'dependents.json'), dependentsJson(catalog, artifact));
  const lines = artifact.versions.map(
    (one) => sparse.get(one.version) ?? sparseLine(catalog, artifact, one, undefined),
  );
  yield textFile(paths.sparse(artifact), lines.reverse().join(''));
  const [readme, changelog] = [texts.get('README.md'), texts.get('CHANGELOG.md')];
  yield* versionListPages(catalog, artifact);
  yield artifactPage(catalog, artifact, latest, {
    readme: readme === undefined ? undefined : renderMarkdown(readme.bytes, artifact.name),
    changelog: changelog === undefined ? undefined : renderMarkdown(changelog.bytes, 'Changelog'),
  });
}

/** A signature file of the working tree that no object id stands for. */
function isUnsavedSignature({ oid, path }: TreeEntry): boolean {
  return oid === '' && path.endsWith('.sigstore.json');
}
