export { explainConflict, formatExplanation, originsOf, toDiagnostic } from './explain/explain-conflict.ts';
export type { ExplainOptions, Explanation } from './explain/explain-conflict.ts';
export type { Locate } from './explain/describe.ts';
export type { ProofLine } from './explain/narrate.ts';
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
export type { RequestEdit, Suggestion } from './model/suggestion.ts';
export { applyEdits, formatEdits } from './explain/apply-edit.ts';
export { formatWay, why } from './explain/why.ts';
export type { Way, WhyStep } from './explain/why.ts';
export type { WhyNot } from './explain/why-not.ts';
export { parseImpactBase, renderImpactBase } from './impact/columns-format.ts';
export { findImpact, requestFor } from './impact/find-impact.ts';
export type { Impact, ImpactEntry, ImpactOptions, VersionChange } from './impact/find-impact.ts';
export { ImpactBase, ImpactBaseBuilder } from './impact/impact-base.ts';
export { PreparedUniverse, resolve, Resolver, suggestEdits, whyNot } from './resolve.ts';
