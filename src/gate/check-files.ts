import { folderOf, isManifestRole, roleOf } from '../registry/index.ts';
import type { PlannedPair, RegistryStore, TreeEntry, VerifyFindings, VerifyPlan } from '../registry/index.ts';
import { MAX_BLOB_BYTES } from './check-file.ts';
import { FileTally } from './file-tally.ts';
import type { FileFindings } from './file-tally.ts';
import type { Surroundings } from './rule.ts';

/** What may be asked about the whole registry while some of its files are checked. */
export interface RegistryNames {
  /** `namespace/name` of every artifact. */
  readonly artifacts: Iterable<string>;
  /** sha256 in hex of every blob. */
  readonly blobs: Iterable<string>;
  /** `namespace/name@version` of releases that are not examined themselves, beside states that are. */
  readonly releases?: Iterable<string>;
}

/** Port: checks files, perhaps on several threads. The order of the findings is not defined. */
export interface FileChecker {
  check(entries: readonly TreeEntry[], names: RegistryNames): Promise<FileFindings>;
  /** The same, and verifies those of them that are in pairs: each file is read and parsed once for both. */
  examine(
    entries: readonly TreeEntry[],
    names: RegistryNames,
    signing: PlannedSigning,
  ): Promise<ExaminedFiles>;
}

/** The manifests among some files whose signatures are to be verified, and by what. */
export interface PlannedSigning {
  /** Each entry is one of the files. */
  readonly pairs: readonly PlannedPair[];
  readonly plan: VerifyPlan;
}

/** What checking and verifying found; numbers of the verified count the pairs. */
export interface ExaminedFiles {
  readonly found: FileFindings;
  readonly verified: VerifyFindings;
}

/** Whether the content of an entry is looked at: plain files below the registry's own folders. */
export function isChecked(entry: TreeEntry): boolean {
  if (!entry.mode.startsWith('100')) return false;
  const role = roleOf(entry.path);
  return isManifestRole(role) || role.kind === 'text' || role.kind === 'blob';
}

/** Reads and checks entries one after the other, streaming: no content is kept. */
export async function checkFiles(
  store: RegistryStore,
  entries: readonly TreeEntry[],
  names: RegistryNames,
  progress?: (done: number) => void,
): Promise<FileFindings> {
  const tally = new FileTally(surroundingsOf(entries, names));
  let number = 0;
  for await (const blobs of store.readBlobs(entries, MAX_BLOB_BYTES)) {
    for (const { bytes, size } of blobs) {
      const entry = entries[number];
      if (entry === undefined) break;
      tally.add(entry, number, size, bytes);
      number += 1;
    }
    progress?.(number);
  }
  return tally;
}

/** The answers that rules ask for: names from the whole registry, versions from the entries and what is beside them. */
export function surroundingsOf(entries: readonly TreeEntry[], names: RegistryNames): Surroundings {
  const artifacts = new Set(names.artifacts);
  const blobs = new Set(names.blobs);
  // A small set of what was found before: nearer than the whole one, and asked again and again.
  const found = new Set<string>();
  let releases: Set<string> | undefined;
  let released: Set<string> | undefined;
  const releasesNow = (): Set<string> => (releases ??= releasesIn(entries, names.releases ?? []));
  return {
    hasArtifact: (reference) => {
      if (found.has(reference)) return true;
      if (!artifacts.has(reference)) return false;
      found.add(reference);
      return true;
    },
    hasBlob: (hex) => blobs.has(hex),
    hasRelease: (reference, version) => {
      return releasesNow().has(`${reference}@${version}`);
    },
    hasReleases: (reference) => {
      released ??= new Set([...releasesNow()].map((one) => one.slice(0, one.lastIndexOf('@'))));
      return released.has(reference);
    },
  };
}

/** `namespace/name@version` of the releases beside a state: only those are ever asked for. */
function releasesIn(entries: readonly TreeEntry[], others: Iterable<string>): Set<string> {
  const folders = new Set(
    entries.filter((entry) => entry.path.endsWith('/artifact.yaml')).map((entry) => folderOf(entry.path)),
  );
  const releases = new Set(others);
  for (const entry of entries) {
    if (!folders.has(folderOf(entry.path))) continue;
    const role = roleOf(entry.path);
    if (role.kind === 'release') releases.add(`${role.namespace}/${role.name}@${role.version}`);
  }
  return releases;
}
