import type { Digest, Moment } from '../../core/index.ts';
import type { TrustRootManifest } from '../../manifest/index.ts';
import { readAuthority } from './authority.ts';
import type { Authority } from './authority.ts';
import type { SignedFile } from './signed-file.ts';
import type { OutsideProofs } from './signing-status.ts';
import type { StepFault } from './step.ts';

export type RootFile = SignedFile<TrustRootManifest>;

/** The trust root that a client believes without being told. */
export interface RootPin {
  /** The id of registry.yaml; undefined where only a digest was given. */
  readonly registry?: string;
  /** Undefined where only a digest was given. */
  readonly version?: number;
  /** Of the exact bytes of the root. */
  readonly digest: Digest;
}

/** What the walk starts from. */
export interface RootSource {
  /** trust/root.yaml */
  readonly current: RootFile;
  /** trust/root.<n>.yaml by n. */
  readonly kept: ReadonlyMap<number, RootFile>;
  /** Those of them that are there and cannot be read. */
  readonly unreadableKept?: ReadonlyMap<number, StepFault>;
  /** The id of registry.yaml. */
  readonly registry: string | undefined;
  readonly pin: RootPin | undefined;
  readonly now: Moment;
  readonly proofs: OutsideProofs;
}

export const ROOT_PATH = 'trust/root.yaml';

/** The path at which an earlier root is kept. Pure. */
export function keptRootPath(version: number): string {
  return `trust/root.${version}.yaml`;
}

/** The version that the name of a kept root says; undefined for the path of anything else. Pure. */
export function keptRootVersion(path: string): number | undefined {
  const version = /^trust\/root\.([0-9]+)\.yaml$/u.exec(path)?.[1];
  return version === undefined ? undefined : Number(version);
}

/** The signers of a root, as an authority. Pure. */
export function rootAuthority({ path, manifest }: Pick<RootFile, 'path' | 'manifest'>): Authority {
  return readAuthority({ kind: 'root', name: `trust root ${manifest.version}`, path }, manifest);
}

/** The root of a version, where the file of that name holds it. Pure. */
export function rootAt({ current, kept }: RootSource, version: number): RootFile | undefined {
  if (version === current.manifest.version) return current;
  const file = kept.get(version);
  return file?.manifest.version === version ? { ...file, signedAs: ROOT_PATH } : undefined;
}
