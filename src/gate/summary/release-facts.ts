import { compareText } from '../../core/index.ts';
import type { ArtifactManifest, Dependency } from '../../manifest/index.ts';
import { compareVersions, parseVersion } from '../../version/index.ts';
import type { ChangedArtifact, ChangedFile } from '../change/change-subject.ts';
import { quoted } from './change-fact.ts';
import type { ChangeFact } from './change-fact.ts';

/** What a change does to the releases of an artifact, each against the one before it. Pure. */
export function* releaseFacts(artifact: ChangedArtifact): Iterable<ChangeFact> {
  const { reference } = artifact;
  const added: { file: ChangedFile; version: string }[] = [];
  for (const file of artifact.files) {
    if (file.role.kind !== 'release') continue;
    const { version } = file.role;
    if (file.status === 'added') added.push({ file, version });
    else {
      const [kind, verb] =
        file.status === 'removed'
          ? (['release-removed', 'removes'] as const)
          : (['release-changed', 'changes the published'] as const);
      yield {
        kind,
        subject: reference,
        text: `${verb} ${quoted(reference)} ${quoted(version)}`,
        details: [],
      };
    }
  }
  added.sort((left, right) => byVersion(left.version, right.version));
  let former = artifact.former;
  for (const { file, version } of added) {
    const manifest = file.after?.manifest?.kind === 'Artifact' ? file.after.manifest : undefined;
    const what =
      former === undefined && artifact.before.releases.size === 0 ? 'publishes the new ' : 'publishes ';
    const type = former === undefined && manifest !== undefined ? `${manifest.type} ` : '';
    const text = `${what}${type}${quoted(reference)} ${quoted(version)}`;
    const details = manifest === undefined ? ['cannot be read'] : releaseWords(manifest, former);
    yield { kind: 'release-published', subject: reference, text, details };
    former = manifest ?? former;
  }
}

function byVersion(left: string, right: string): number {
  const [one, other] = [parseVersion(left), parseVersion(right)];
  if (!one.ok || !other.ok) return compareText(left, right);
  return compareVersions(one.value, other.value) || compareText(left, right);
}

/** What a release brings or alters against another one that matters to who uses it, in words. Pure. */
export function releaseWords(manifest: ArtifactManifest, former: ArtifactManifest | undefined): string[] {
  const details = dependencyDetails(manifest.dependencies, former?.dependencies ?? []);
  const { license } = manifest.metadata;
  if (former !== undefined && former.metadata.license !== license) {
    details.push(
      `changes the licence from ${quoted(former.metadata.license ?? 'none')} to ${quoted(license ?? 'none')}`,
    );
  }
  if (former !== undefined && former.visibility !== manifest.visibility) {
    details.push(
      `changes the visibility from ${quoted(former.visibility ?? 'inherited')} to ${quoted(manifest.visibility ?? 'inherited')}`,
    );
  }
  const [old, now] = [permissionsOf(former), permissionsOf(manifest)];
  for (const one of now) if (!old.includes(one)) details.push(`asks for the permission ${quoted(one)}`);
  const host = hostOf(manifest);
  if (host !== undefined && host !== hostOf(former)) details.push(`has its content at ${quoted(host)}`);
  return details;
}

function dependencyDetails(now: readonly Dependency[], old: readonly Dependency[]): string[] {
  const before = new Map(old.map((one) => [one.artifact, one]));
  const details: string[] = [];
  for (const one of [...now].sort((left, right) => compareText(left.artifact, right.artifact))) {
    const was = before.get(one.artifact);
    before.delete(one.artifact);
    const kind = one.type === 'runtime' ? '' : `${one.type} `;
    if (was === undefined)
      details.push(`adds the ${kind}dependency ${quoted(one.artifact)} ${quoted(one.range)}`);
    else if (was.range !== one.range)
      details.push(`takes ${quoted(one.artifact)} ${quoted(one.range)} in place of ${quoted(was.range)}`);
  }
  for (const one of [...before.keys()].sort(compareText)) details.push(`drops the dependency ${quoted(one)}`);
  return details;
}

function permissionsOf(manifest: ArtifactManifest | undefined): readonly string[] {
  if (manifest?.type !== 'plugin') return [];
  const { permissions = [] } = manifest.spec ?? {};
  return permissions.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
}

function hostOf(manifest: ArtifactManifest | undefined): string | undefined {
  const uri = manifest?.content?.uri;
  return uri !== undefined && URL.canParse(uri) ? new URL(uri).host : undefined;
}
