import { artifactJson, dependentsJson, sparseLine } from '../api/artifact-json.ts';
import { releaseJson } from '../api/release-json.ts';
import type { Catalog } from '../model/catalog.ts';
import { paths } from '../model/paths.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
import { toReleaseView } from '../model/release-view.ts';
import type { ReleaseView } from '../model/release-view.ts';
import { deprecationOf, redirectOf } from '../model/version-state.ts';
import { jsonFile, textFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import { renderMarkdown } from '../site/markdown.ts';
import { artifactPage } from '../site/pages/artifact-page.ts';
import { versionPage } from '../site/pages/version-page.ts';
import type { TreeEntry } from '../../registry/index.ts';
import { contextKey } from './context-key.ts';
import { unitKey } from './unit.ts';
import type { Content, Unit } from './unit.ts';

/** One unit an artifact: its pages, and its part of the API. */
export function* artifactUnits(catalog: Catalog): Generator<Unit> {
  for (const artifact of catalog.artifacts.values()) yield artifactUnit(catalog, artifact);
}

function artifactUnit(catalog: Catalog, artifact: PublishedArtifact): Unit {
  const { texts, signatures } = catalog.snapshot.index;
  const { folder, releases } = artifact.entry;
  const readme = texts.get(`${folder}/README.md`);
  const changelog = texts.get(`${folder}/CHANGELOG.md`);
  const shown = artifact.versions.flatMap(({ version, facts }) =>
    facts === undefined ? [] : (releases.get(version) ?? []),
  );
  const isUnknown = readme?.oid === '' || changelog?.oid === '';
  return {
    id: `artifact:${artifact.reference}`,
    key: isUnknown ? undefined : artifactKey(catalog, artifact, [readme, changelog], shown, signatures),
    needs: [
      ...(readme === undefined ? [] : [readme]),
      ...(changelog === undefined ? [] : [changelog]),
      ...shown,
    ],
    render: (contents) => renderArtifact(catalog, artifact, contents),
  };
}

/** Texts come first, then the releases from the highest down; one release is held besides the latest,
 *  and the sparse line of each. */
async function* renderArtifact(
  catalog: Catalog,
  artifact: PublishedArtifact,
  contents: AsyncIterable<Content>,
): AsyncGenerator<OutputFile> {
  const shown = new Map(
    artifact.versions.map((one) => [artifact.entry.releases.get(one.version)?.path, one]),
  );
  const sparse = new Map<string, string>();
  let latest: ReleaseView | undefined;
  let readme: Content | undefined;
  let changelog: Content | undefined;
  for await (const content of contents) {
    const published = shown.get(content.entry.path);
    if (content.entry.path.endsWith('/README.md')) readme = content;
    else if (content.entry.path.endsWith('/CHANGELOG.md')) changelog = content;
    if (published?.facts === undefined) continue;
    const view = toReleaseView(published.facts, content);
    if (published.version === artifact.latest?.version) latest = view;
    sparse.set(published.version, sparseLine(catalog, artifact, published, view));
    yield jsonFile(
      paths.artifactApi(artifact, `${published.version}.json`),
      releaseJson(catalog, artifact, published, view),
    );
    yield versionPage(catalog, artifact, published, view);
  }
  yield jsonFile(paths.artifactApi(artifact, 'index.json'), artifactJson(catalog, artifact));
  yield jsonFile(paths.artifactApi(artifact, 'dependents.json'), dependentsJson(catalog, artifact));
  const lines = artifact.versions.map(
    (one) => sparse.get(one.version) ?? sparseLine(catalog, artifact, one, undefined),
  );
  yield textFile(paths.sparse(artifact), lines.reverse().join(''));
  yield artifactPage(catalog, artifact, latest, {
    readme: readme === undefined ? undefined : renderMarkdown(readme.bytes, artifact.name),
    changelog: changelog === undefined ? undefined : renderMarkdown(changelog.bytes, 'Changelog'),
  });
}

function artifactKey(
  catalog: Catalog,
  artifact: PublishedArtifact,
  texts: readonly (TreeEntry | undefined)[],
  shown: readonly TreeEntry[],
  signatures: ReadonlyMap<string, unknown>,
): string {
  const { namespace, versions, reference, state } = artifact;
  const known = catalog.namespaces.get(namespace);
  return unitKey([
    contextKey(catalog),
    texts.map((text) => text?.oid ?? null),
    versions.map((published) => {
      const { version, facts, state: release } = published;
      const targets = facts?.dependencies.map((one) => catalog.targets.find(one, namespace) ?? null);
      const { record, ...flags } = release;
      return [version, facts?.sha256, targets, flags, record, deprecationOf(catalog, published)];
    }),
    [state?.channels, state?.tags, redirectOf(catalog, artifact)],
    shown.map(({ path }) => signatures.has(path.replace(/\.yaml$/u, '.sigstore.json'))),
    [known?.visibility, [...(known?.inherited.labels ?? [])]],
    catalog.dependents.get(reference) ?? [],
    [...replacements(catalog, artifact)],
  ]);
}

/** Whether what a notice names has a page to link to. */
function* replacements(catalog: Catalog, { versions, state }: PublishedArtifact): Generator<boolean> {
  for (const { state: release } of versions) {
    const name = release.record?.deprecation?.replacement;
    if (name !== undefined) yield catalog.artifacts.has(name.replace(/@[^/]*$/u, ''));
  }
  if (state?.redirect !== undefined)
    yield catalog.artifacts.has(state.redirect.artifact.replace(/@[^/]*$/u, ''));
}
