export {
  chooseProjectName,
  chooseRegistryName,
  requireOwner,
  requireReviewer,
  requireServedUrl,
  requireSharedNamespace,
} from './init-names.ts';
export type { PlannedText } from './planned-text.ts';
export { planProject } from './plan-project.ts';
export type { NewProject } from './plan-project.ts';
export { planRegistry } from './plan-registry.ts';
export type { NewRegistry } from './plan-registry.ts';
export { planDependency, planRemoval } from './plan-dependency.ts';
export type { NewDependency, PlannedProject } from './plan-dependency.ts';
export { planSignature } from './plan-signature.ts';
export type { SignaturePlan } from './plan-signature.ts';
export type { PlannedEdit } from './planned-edit.ts';
export { toListedKey, toTimestamp } from './trust/new-key.ts';
export type { NewKey } from './trust/new-key.ts';
export { planKeyChange } from './trust/plan-key-change.ts';
export type { KeyChange, KeyHolder } from './trust/plan-key-change.ts';
export { planRootRotation, planTrustRoot } from './trust/plan-trust-root.ts';
export type { CurrentTrustRoot, NewTrustRoot, RootRotation } from './trust/plan-trust-root.ts';
export { PERMISSIONS } from './forge/forge.ts';
export type {
  Annotation,
  CheckConclusion,
  CheckRecord,
  Forge,
  ForgeActor,
  ForgeComment,
  ForgeReview,
  MergeMethod,
  NewCheck,
  NewPullRequest,
  Permission,
  PullRequest,
} from './forge/forge.ts';
