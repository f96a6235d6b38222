import type { DependencyCondition, DependencyType, Digests } from '../manifest/index.ts';
import type { Constraint } from '../version/index.ts';

/** The version of the format that this program writes; it reads no other (SPEC section 5). */
export const LOCK_FORMAT = 1;

/** Said as the source of content that stands in the manifest itself. */
export const INLINE_SOURCE = 'inline';

export type LockStrategy = 'highest' | 'lowest' | 'newest' | 'most-downloaded' | 'manual';

/** A registry that was asked, and what it was at that moment. */
export interface LockedRegistry {
  readonly name: string;
  readonly id?: string;
  /** Where it was, as the project says it. */
  readonly url?: string;
  /** Left out where no commit held what was read, and in the locks of a built site, whose digest list names the commit. */
  readonly commit?: string;
  readonly rootVersion?: number;
}

/** What was asked for. */
export interface LockedRequirement {
  /** `namespace/name`. */
  readonly artifact: string;
  readonly version: Constraint;
  readonly type: DependencyType;
  readonly optional: boolean;
  readonly condition?: DependencyCondition;
  readonly registry?: string;
}

/** What the registry says of a release that was chosen: everything that `deps verify` compares. */
export interface ReleaseIdentity {
  readonly version: string;
  readonly id?: string;
  /** Digest of the manifest's exact bytes, `sha256:hex`. */
  readonly manifest: string;
  /** Of the content; absent where the release has none. */
  readonly digests?: Digests;
  /** Of the content, in bytes. */
  readonly size?: number;
  /** An address, a path in the registry, or `inline`. */
  readonly source?: string;
  /** The registry it came from, where the project names several. */
  readonly registry?: string;
  /** Who signed it: key ids or issuer and subject. */
  readonly signer?: string;
}

/** A release that was chosen, and why it is there. */
export interface LockedPackage extends ReleaseIdentity {
  /** What it needs, with the version that was chosen for it; in order of name. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** It is needed where any of these holds; empty: always. */
  readonly conditions: readonly DependencyCondition[];
  /** What the project needs it for; in order of `DEPENDENCY_TYPES`. */
  readonly types: readonly DependencyType[];
  /** True where only optional dependencies need it. */
  readonly optional: boolean;
}

/** A resolution, exact to the byte (SPEC section 5). */
export interface Lockfile {
  readonly strategy: LockStrategy;
  /** In order of name. */
  readonly registries: readonly LockedRegistry[];
  /** In order of artifact, type, condition, registry. */
  readonly requirements: readonly LockedRequirement[];
  /** By `namespace/name`, in that order. */
  readonly packages: ReadonlyMap<string, LockedPackage>;
}

/** The order in which types are written. */
export const DEPENDENCY_TYPES: readonly DependencyType[] = ['runtime', 'dev', 'build', 'peer'];
