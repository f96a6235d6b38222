import { digestHex } from '../core/index.ts';
import type { PackageArtifact, PackageRelease } from './package-registry.ts';
import type { ArtifactEntry } from './registry-index.ts';
import type { TreeEntry } from './registry-store.ts';

/** Port: texts kept between runs, by keys of 64 hex digits. Losing them costs time, never truth. */
export interface KeptArtifacts {
  /** The text kept under a key, whole as it was written, or undefined. */
  read(key: string): string | undefined;
  /** Keeps texts by key, as far as the disk allows. */
  write(texts: ReadonlyMap<string, string>): void;
}

/** Keeps nothing. */
export const NOTHING_KEPT: KeptArtifacts = { read: () => undefined, write: () => undefined };

/** Another form of what is kept is another key. */
const FORMAT = 'artifact-1';

/**
 * A key that names every byte that an artifact is read from: its name, and paths, modes and ids of its files. Undefined
 * where a file has no id, as one of the working tree that no commit holds. Pure.
 */
export function keyOfArtifact({ reference, releases, state }: ArtifactEntry): string | undefined {
  const lines = [FORMAT, reference];
  const add = ({ mode, oid, path }: TreeEntry): boolean => {
    lines.push(`${mode} ${oid} ${path}`);
    return oid !== '';
  };
  for (const release of releases.values()) if (!add(release)) return undefined;
  if (state !== undefined && !add(state)) return undefined;
  return digestHex(JSON.stringify(lines));
}

/** The text that `parseKept` reads back. Pure. */
export function renderKept({ releases, tombstones, named, ...rest }: PackageArtifact): string {
  return JSON.stringify({
    ...rest,
    releases: [...releases.values()],
    tombstones: [...tombstones],
    named: [...named],
  });
}

/** The artifact of a text that `renderKept` made. Pure. */
export function parseKept(text: string): PackageArtifact {
  const { releases, tombstones, named, ...rest } = JSON.parse(text) as KeptForm;
  return {
    ...rest,
    releases: new Map(releases.map((release) => [release.version, release])),
    tombstones: new Map(tombstones),
    named: new Map(named),
  };
}

interface KeptForm extends Omit<PackageArtifact, 'releases' | 'tombstones' | 'named'> {
  readonly releases: readonly PackageRelease[];
  readonly tombstones: readonly (readonly [string, string])[];
  readonly named: readonly (readonly [string, string])[];
}
