import { toOneLine } from '../../core/index.ts';
import { compareVersions, parseVersion, withoutBuild } from '../../version/index.ts';
import type { Version } from '../../version/index.ts';
import type { ChangeFinding, ChangeRule } from '../change/change-rule.ts';
import type { ChangeSubject, ChangedArtifact, ChangedFile } from '../change/change-subject.ts';
import { findingAt } from '../change/finding-at.ts';

/** A first release may begin here at most, so that years count as versions. */
const MAX_FIRST_MAJOR = 9999;
/** A later one may leave out so many majors at most: what was taken once can never be given back (ATTACKS I11). */
const MAX_MAJOR_STEP = 100;

/** A new version is new and rises in its line (ATTACKS I03, I04, I11). */
export const versionRisesRule: ChangeRule = {
  id: 'version-rises',
  family: 'version',
  severity: 'error',
  since: '0.2.0',
  isSkippable: false,
  summary: 'A new version is none that was ever used, and higher than what its line holds.',
  explanation:
    'Build metadata does not count, so 1.0.0+b after 1.0.0+a is the same version again. A deleted version stays taken. A release of an older line, such as 1.4.1 after 2.0.0, must be the highest of its major version (of its minor version below 1.0.0). A jump over more than 100 major versions would leave the names between to nobody, so a person must want it.',
  codes: ['HYPER_VERSION_TAKEN', 'HYPER_VERSION_TOMBSTONED', 'HYPER_VERSION_LOW', 'HYPER_VERSION_JUMP'],
  *check({ artifacts }: ChangeSubject): Iterable<ChangeFinding> {
    for (const artifact of artifacts.values()) {
      for (const file of artifact.files) {
        if (file.role.kind === 'release' && file.status === 'added')
          yield* versionFaults(file, file.role.version, artifact);
      }
    }
  },
};

function* versionFaults(file: ChangedFile, text: string, artifact: ChangedArtifact): Iterable<ChangeFinding> {
  const parsed = parseVersion(text);
  if (!parsed.ok) return;
  const version = parsed.value;
  const at = ['version'] as const;
  const shown = `"${toOneLine(text)}"`;
  if (isTombstone(artifact, version)) {
    const message = `the version ${shown} was deleted and can never be used again`;
    yield findingAt(file, { code: 'HYPER_VERSION_TOMBSTONED', message, hint: 'take a higher version' }, at);
    return;
  }
  const known = knownVersions(artifact, text);
  const twin = known.find((one) => withoutBuild(one) === withoutBuild(version));
  if (twin !== undefined) {
    const message = `${shown} is the version "${twin.text}" again: build metadata does not count`;
    yield findingAt(file, { code: 'HYPER_VERSION_TAKEN', message, hint: 'take a higher version' }, at);
    return;
  }
  const highest = highestOf(known);
  if (isJump(version, highest)) {
    const message = `${shown} leaps far over ${highest === undefined ? 'where versions begin' : `"${highest.text}"`}`;
    const hint = `take ${highest === undefined ? '1.0.0' : `${highest.major + 1}.0.0 or lower`}, or let a maintainer approve the leap`;
    const decision = {
      capability: 'namespace:manage',
      namespace: artifact.namespace,
      count: 1,
      mayBeAuthor: true,
    };
    yield {
      ...findingAt(file, { code: 'HYPER_VERSION_JUMP', message, hint, severity: 'warning' }, at),
      decision,
    };
  }
  const above = highestOf(known.filter((one) => isOfLine(one, version))) ?? highest;
  if (above !== undefined && compareVersions(version, above) < 0) {
    const message = `expected a version above "${above.text}", got ${shown}`;
    yield findingAt(
      file,
      { code: 'HYPER_VERSION_LOW', message, hint: `take a version above ${above.text}` },
      at,
    );
  }
}

/** Versions of the artifact but the one that is judged and others that come with it. */
function knownVersions({ before, tip }: ChangedArtifact, own: string): Version[] {
  const texts = new Set([...before.releases.keys(), ...tip.releases.keys()]);
  texts.delete(own);
  return [...texts].flatMap((text) => {
    const parsed = parseVersion(text);
    return parsed.ok ? [parsed.value] : [];
  });
}

function isTombstone({ before, tip }: ChangedArtifact, version: Version): boolean {
  return [before, tip].some(({ state }) =>
    Object.entries(state?.releases ?? {}).some(([text, { tombstone }]) => {
      const parsed = parseVersion(text);
      return tombstone !== undefined && parsed.ok && withoutBuild(parsed.value) === withoutBuild(version);
    }),
  );
}

function highestOf(versions: readonly Version[]): Version | undefined {
  let highest: Version | undefined;
  for (const one of versions) if (highest === undefined || compareVersions(one, highest) > 0) highest = one;
  return highest;
}

function isJump({ major }: Version, highest: Version | undefined): boolean {
  return highest === undefined ? major > MAX_FIRST_MAJOR : major > highest.major + MAX_MAJOR_STEP;
}

function isOfLine(one: Version, other: Version): boolean {
  return one.major === other.major && (one.major > 0 || one.minor === other.minor);
}
