import { Buffer } from 'node:buffer';
import { paths } from '../../catalog/index.ts';
import { HyperError, digestHex, toOneLine } from '../../core/index.ts';
import { readManifest, selectVersion, uncommittedFile } from '../../registry/index.ts';
import type { BuiltSite, Release } from '../../registry/index.ts';
import type { Lookup } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import { describeRelease } from '../read/registry-get.ts';
import type { RegistryGetData } from '../read/registry-get.ts';
import { describeVersions } from '../write/version-list.ts';
import type { VersionListData } from '../write/version-list.ts';
import { findOnSite } from './find-on-site.ts';
import type { SiteArtifact } from './find-on-site.ts';
import { requireSiteJson } from './site-json.ts';
import type { SiteJson } from './site-json.ts';

/** A release of a site, and the file that tells it. */
export interface SiteRelease extends Release {
  /** docs/api.md, "A release". */
  readonly json: SiteJson;
}

/** `registry.get` of a built site. Errors: those of `findOnSite` and `readOnSite`. */
export async function getOnSite(
  site: BuiltSite,
  { reference, place }: Lookup,
): Promise<Outcome<RegistryGetData>> {
  const found = await findOnSite(site, reference, place);
  const release = await readOnSite(site, found);
  const data = describeRelease(release, {
    versions: [...found.artifact.releases.keys()],
    state: found.state,
    visibility: release.json.text('visibility'),
    labels: release.json.textMap('labels'),
  });
  return { verdict: 'pass', diagnostics: [], data };
}

/** `version.list` of a built site. Errors: those of `findOnSite`. */
export async function versionsOnSite(
  site: BuiltSite,
  { reference, place }: Lookup,
): Promise<Outcome<VersionListData>> {
  const { artifact, state } = await findOnSite(site, reference, place);
  return { verdict: 'pass', diagnostics: [], data: describeVersions(artifact, state) };
}

/**
 * The release that was asked for, with a manifest that is what the list of versions says. Errors: `HYPER_RELEASE_MISSING`,
 * `HYPER_SITE_MISMATCH` where the text is not the one of its digest, `HYPER_SITE_INVALID`.
 */
export async function readOnSite(site: BuiltSite, found: SiteArtifact): Promise<SiteRelease> {
  const { artifact, segments, versions } = found;
  const version = await versionOf(site, found);
  const json = await requireSiteJson(site, paths.artifactApi({ segments }, `${version}.json`));
  const text = json.text('text');
  if (digestHex(text) !== versions.get(version)?.text('manifest'))
    throw mismatch(artifact.reference, version);
  const path = `${artifact.folder}/${version}.yaml`;
  const manifest = readManifest(path, Buffer.from(text), () => undefined)?.manifest;
  if (manifest?.kind !== 'Artifact') throw mismatch(artifact.reference, version);
  const stated = `${manifest.namespace}/${manifest.name}@${manifest.version}`;
  if (stated !== `${artifact.reference}@${version}`) throw mismatch(artifact.reference, version);
  const entry = uncommittedFile(path);
  return { artifact, version, entry, manifest, text, json };
}

async function versionOf(
  site: BuiltSite,
  { artifact, state, selector, versions }: SiteArtifact,
): Promise<string> {
  if (selector?.kind !== 'digest') return selectVersion(artifact, state, selector);
  const { reference } = artifact;
  const listed = (await site.readArtifacts([reference])).get(reference)?.releases;
  for (const [version, one] of versions) {
    const content = listed?.get(version)?.content?.digests.sha256 ?? '';
    if ([`sha256:${one.textOrNull('manifest') ?? ''}`, `sha256:${content}`].includes(selector.digest))
      return version;
  }
  return selectVersion(artifact, state, selector);
}

function mismatch(reference: string, version: string): HyperError {
  const name = toOneLine(`${reference}@${version}`);
  return new HyperError('HYPER_SITE_MISMATCH', `the manifest of "${name}" is not the one of its digest`, {
    hint: 'do not use the site; read the git repository of the registry in its place',
  });
}
