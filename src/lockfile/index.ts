export { whyStale } from './check-frozen.ts';
export { findGaps } from './find-gaps.ts';
export type { Gap, GapsInput } from './find-gaps.ts';
export { describeStanding } from './describe-standing.ts';
export type { ReleaseStanding } from './describe-standing.ts';
export { diffLockfiles, formatLockChange } from './diff-lockfiles.ts';
export type { LockChange } from './diff-lockfiles.ts';
export type { LockChain, LockFault } from './lock-chain.ts';
export { DEPENDENCY_TYPES, INLINE_SOURCE, LOCK_FORMAT } from './lockfile.ts';
export type {
  LockStrategy,
  LockedPackage,
  LockedRegistry,
  LockedRequirement,
  Lockfile,
  ReleaseIdentity,
} from './lockfile.ts';
export { findUses, isFollowed, makeLockfile } from './make-lockfile.ts';
export type { ChosenRelease, LockInput, Need, Use } from './make-lockfile.ts';
export { splitConflict } from './merge-conflict.ts';
export type { ConflictSides } from './merge-conflict.ts';
export { MAX_LOCK_BYTES, parseConflictSides, parseLockfile } from './parse-lockfile.ts';
export type { LockfileOutcome, ReadLockfile } from './parse-lockfile.ts';
export { renderLockfile } from './render-lockfile.ts';
export { GroupCache } from './render-lockfile.ts';
export { toNeed } from './to-need.ts';
export type { NamedTarget } from './to-need.ts';
export { verifyLockfile } from './verify-lockfile.ts';
export type { LockTruth, ReleaseTruth } from './verify-lockfile.ts';
