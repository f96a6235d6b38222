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
export { planRevision } from './plan-revision.ts';
export { planNotice, planState, recordOf, toRecordEdit } from './state/state-file.ts';
export type { StateFile, StateRecord } from './state/state-file.ts';
export { planFormat } from './state/plan-format.ts';
export type { FormatPlan, FormatWay } from './state/plan-format.ts';
export { moveRelease } from './state/moves.ts';
export type { MoveFacts, MoveName } from './state/moves.ts';
export { planName, planUnnaming, versionNamed } from './state/plan-names.ts';
export type { NameField } from './state/plan-names.ts';
export { DEFAULT_TIERS, blobPathOf, planContent } from './release/plan-content.ts';
export type { ContentPlan, NewContent, TierName, Tiers } from './release/plan-content.ts';
export { isSameRelease, nextBeginning, planDraft, planRelease } from './release/plan-release.ts';
export type { FieldSetting, NewRelease } from './release/plan-release.ts';
export { planRename } from './release/plan-rename.ts';
export type { Renaming } from './release/plan-rename.ts';
export { BUILT_IN_ROLES, planGrant, planRevocation } from './namespaces/plan-access.ts';
export type { NewGrant } from './namespaces/plan-access.ts';
export { planNamespaceChange, planNewNamespace, planOverride } from './namespaces/plan-namespace-change.ts';
export type { NamespaceFile, NewNamespace } from './namespaces/plan-namespace-change.ts';
export { formatPrincipal, parsePrincipal } from './namespaces/principal.ts';
export { findTemplate, templateNames } from './templates.ts';
export { parseForgeEvent } from './forge/forge-event.ts';
export type { ForgeEvent } from './forge/forge-event.ts';
export { planCheck } from './forge/plan-check.ts';
export type { CheckInput } from './forge/plan-check.ts';
export { planComment } from './forge/plan-comment.ts';
export type { CommentPlan } from './forge/plan-comment.ts';
export { planLabels } from './forge/plan-labels.ts';
export type { LabelPlan, Standing } from './forge/plan-labels.ts';
export { commandedCommit, obstaclesToMerge } from './forge/plan-merge.ts';
export type { MergeQuestion, MergeRules } from './forge/plan-merge.ts';
