export { bothConditions, holdsOn } from './answer/conditions.ts';
export type { Platform } from './answer/conditions.ts';
export type {
  ArtifactCandidates,
  Candidate,
  CandidateSource,
  Unavailability,
  Universe,
} from './model/candidate.ts';
export type { Conflict, Fact, ReleaseSet } from './model/conflict.ts';
export type { Outcome } from './model/outcome.ts';
export { MAX_WORK } from './model/request.ts';
export type { Override, Pin, ResolveRequest, Strategy } from './model/request.ts';
export type { Origin, Requirement } from './model/requirement.ts';
export type { Cycle, Question, RequiredBy, Resolution, ResolvedPackage } from './model/resolution.ts';
export { PreparedUniverse, resolve, Resolver } from './resolve.ts';
