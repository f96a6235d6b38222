import { MAX_MANIFEST_BYTES, sortedBy } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { toLintSubject } from '../../gate/index.ts';
import type { LintPlace, LintSubject } from '../../gate/index.ts';
import {
  isManifestRole,
  latestVersion,
  releaseStateOf,
  roleOf,
  sortedVersions,
} from '../../registry/index.ts';
import type { RegistryStore, Snapshot, TreeEntry } from '../../registry/index.ts';

/** Which manifests are looked at. */
export interface LintScope {
  /** From the registry's root; `''` is all of it. */
  readonly path: string;
  /** Only these files; undefined: no matter which. */
  readonly only: ReadonlySet<string> | undefined;
  /** Every release, not only the latest of each artifact and drafts, which somebody can still follow. */
  readonly isEvery: boolean;
}

/** A manifest to look at. */
export interface LintEntry {
  readonly entry: TreeEntry;
  readonly place: LintPlace | undefined;
  /** Whether it is a release that was not published yet. */
  readonly isDraft: boolean;
}

/** The manifests of a scope, in order of paths; what signs and who is trusted is nobody's matter of style. Pure. */
export function lintEntries(snapshot: Snapshot, scope: LintScope): LintEntry[] {
  const { index } = snapshot;
  const found: LintEntry[] = [];
  const add = (entry: TreeEntry | undefined, more: Omit<LintEntry, 'entry'> = PLAIN): void => {
    if (entry !== undefined && isWanted(entry.path, scope)) found.push({ entry, ...more });
  };
  add(index.registry);
  for (const { manifest, policies } of index.namespaces.values()) {
    add(manifest);
    for (const policy of policies.values()) add(policy);
  }
  for (const { reference, folder, releases, state: stateEntry } of index.artifacts.values()) {
    add(stateEntry);
    const state = snapshot.states.get(reference);
    const latest = latestVersion(releases.keys(), state);
    const lowest = sortedVersions(releases.keys()).at(-1)?.text;
    const [hasReadme, hasChangelog] = ['README', 'CHANGELOG'].map((name) =>
      index.texts.has(`${folder}/${name}.md`),
    );
    for (const [version, entry] of releases) {
      const isDraft = releaseStateOf(state, version).state === 'draft';
      const isLatest = version === latest;
      if (!isLatest && !isDraft && !scope.isEvery && scope.only === undefined && scope.path !== entry.path)
        continue;
      const place = {
        ...{ hasReadme: hasReadme === true, hasChangelog: hasChangelog === true },
        ...{ isLatest, hasFormer: version !== lowest },
      };
      add(entry, { place, isDraft });
    }
  }
  return sortedBy(found, ({ entry }) => entry.path);
}

const PLAIN = { place: undefined, isDraft: false };

function isWanted(path: string, { path: folder, only }: LintScope): boolean {
  if (!isManifestRole(roleOf(path))) return false;
  const isInside = folder === '' || path === folder || path.startsWith(`${folder}/`);
  return isInside && only?.has(path) !== false;
}

/** Reads the manifests one batch at a time; what is no faultless one goes to `onFault`, as `validate` tells it. */
export async function* readSubjects(
  store: Pick<RegistryStore, 'readBlobs'>,
  entries: readonly LintEntry[],
  onFault: (fault: Diagnostic) => void,
): AsyncGenerator<{ readonly entry: LintEntry; readonly subject: LintSubject; readonly bytes: Uint8Array }> {
  let number = 0;
  const requests = entries.map(({ entry }) => entry);
  for await (const blobs of store.readBlobs(requests, MAX_MANIFEST_BYTES)) {
    for (const { bytes } of blobs) {
      const entry = entries[number];
      number += 1;
      if (entry === undefined || bytes === undefined) continue;
      const subject = toLintSubject(entry.entry.path, bytes, entry.place, onFault);
      if (subject !== undefined) yield { entry, subject, bytes };
    }
  }
}
