import { Buffer } from 'node:buffer';
import { paths } from '../../catalog/index.ts';
import { HyperError } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import type { ArtifactStateManifest } from '../../manifest/index.ts';
import { findArtifact, foldersNamed, readManifest, uncommittedFile } from '../../registry/index.ts';
import type { ArtifactEntry, BuiltSite, Found, LookupPlace, RegistryIndex } from '../../registry/index.ts';
import { readSiteJson } from './site-json.ts';
import type { SiteJson } from './site-json.ts';
import { readSiteNamespaces } from './site-namespaces.ts';

/** An artifact as a built site tells it, in the words of a repository. */
export interface SiteArtifact {
  readonly artifact: ArtifactEntry;
  readonly state: ArtifactStateManifest;
  readonly selector: Extract<Found, { kind: 'artifact' }>['selector'];
  /** Of its folder, as the site has it: those of the namespace, then the name. */
  readonly segments: readonly string[];
  /** docs/api.md, "An artifact". */
  readonly json: SiteJson;
  /** docs/api.md, "An artifact": its versions, by version. */
  readonly versions: ReadonlyMap<string, SiteJson>;
}

/**
 * Finds the artifact that a reference names, by the few files of a site that tell it. Errors: those of `findArtifact`,
 * `HYPER_SITE_UNTOLD` for an id, `HYPER_SITE_INVALID`.
 */
export async function findOnSite(site: BuiltSite, text: string, place: LookupPlace): Promise<SiteArtifact> {
  const known = new Map<string, SiteArtifact>();
  for (const folder of foldersNamed(text, place)) {
    const segments = folder.split('/').slice(1);
    const json = await readSiteJson(site, paths.artifactApi({ segments }, 'index.json'));
    if (json === undefined) continue;
    const found = { ...toSiteArtifact(json, folder), segments };
    known.set(found.artifact.reference, found);
  }
  const found = await choose(site, known, text, place);
  const chosen = found.kind === 'artifact' ? known.get(found.artifact.reference) : undefined;
  if (found.kind === 'artifact' && chosen !== undefined) return { ...chosen, selector: found.selector };
  throw new HyperError('HYPER_SITE_UNTOLD', 'a built site does not list releases by id', {
    hint: 'name the artifact: NAMESPACE/NAME@VERSION, or name the git repository of the registry',
  });
}

/** Where nothing is found, all that the site holds is asked for what was probably meant. */
async function choose(
  site: BuiltSite,
  known: ReadonlyMap<string, SiteArtifact>,
  text: string,
  place: LookupPlace,
): Promise<Found> {
  const few = new Map([...known].map(([reference, { artifact }]) => [reference, artifact]));
  try {
    return findArtifact({ index: indexOf(few, []) }, text, place);
  } catch (error) {
    if (!(error instanceof HyperError) || error.code !== 'HYPER_ARTIFACT_MISSING') throw error;
    const namespaces = await readSiteNamespaces(site);
    const near = new Map<string, ArtifactEntry>();
    for (const folder of foldersNamed(text, place)) {
      const segments = folder.split('/').slice(1, -1);
      const json = await readSiteJson(site, paths.namespaceApi({ segments }));
      for (const one of json?.objects('artifacts') ?? []) {
        const reference = one.text('reference');
        near.set(reference, entryOf(reference, ''));
      }
    }
    return findArtifact(
      {
        index: indexOf(
          near,
          namespaces.map(({ path }) => path),
        ),
      },
      text,
      place,
    );
  }
}

type LookupIndex = Pick<RegistryIndex, 'artifacts' | 'namespaces'>;

function indexOf(artifacts: ReadonlyMap<string, ArtifactEntry>, namespaces: readonly string[]): LookupIndex {
  const empty = { folder: '', policies: new Map() };
  return { artifacts, namespaces: new Map(namespaces.map((path) => [path, { path, ...empty }])) };
}

function toSiteArtifact(json: SiteJson, folder: string): Omit<SiteArtifact, 'segments'> {
  const versions = new Map(json.objects('versions').map((one) => [one.text('version'), one]));
  const artifact = entryOf(json.text('reference'), folder);
  for (const [version, one] of versions) {
    const digest = one.textOrNull('manifest');
    if (digest === null) continue;
    artifact.releases.set(version, uncommittedFile(`${folder}/${version}.yaml`));
  }
  return { artifact, state: stateOf(json, versions), selector: undefined, json, versions };
}

function entryOf(reference: string, folder: string): ArtifactEntry {
  const slash = reference.indexOf('/');
  const [namespace, name] = [reference.slice(0, slash), reference.slice(slash + 1)];
  return { reference, namespace, name, folder, releases: new Map() };
}

/**
 * What became of the versions, as the manifest that says so: what a site tells of it is checked as such a manifest is. Its
 * revision, and what an archived release was before, is not told and not asked for.
 */
function stateOf(json: SiteJson, versions: ReadonlyMap<string, SiteJson>): ArtifactStateManifest {
  const releases = [...versions].map(([version, one]): [string, JsonValue] => {
    const { deprecation, yanked, tombstone } = one.raw;
    const state = one.text('lifecycle');
    const more = state === 'archived' ? { archivedFrom: 'published' } : {};
    return [version, { state, ...more, ...present({ deprecation, yanked, tombstone }) }];
  });
  const { channels, tags, notice, redirect } = json.raw;
  const text = JSON.stringify({
    ...{ apiVersion: 'hyper/v2', kind: 'ArtifactState' },
    ...{ namespace: json.text('namespace'), name: json.text('name'), revision: 1 },
    ...{ releases: Object.fromEntries(releases), ...present({ channels, tags, notice, redirect }) },
  });
  let reason = 'it is no state';
  const path = json.text('reference');
  const read = readManifest(path, Buffer.from(text), ({ message }) => (reason = message));
  if (read?.manifest.kind === 'ArtifactState') return read.manifest;
  throw new HyperError('HYPER_SITE_INVALID', `what became of "${path}" cannot be read: ${reason}`, {
    hint: 'ask who serves the site to build it anew',
  });
}

function present(values: Readonly<Record<string, JsonValue | undefined>>): Record<string, JsonValue> {
  const kept = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, value] as const],
  );
  return Object.fromEntries(kept);
}
