export { checkFile, MAX_BLOB_BYTES } from './check-file.ts';
export type { CheckedFile } from './check-file.ts';
export { checkFiles, isChecked, surroundingsOf } from './check-files.ts';
export type { ExaminedFiles, FileChecker, PlannedSigning, RegistryNames } from './check-files.ts';
export type { FileCounts, FileFindings } from './file-tally.ts';
export { examineAlone, examineFiles } from './examine-files.ts';
export { checkTree, treeSubjectOf } from './check-tree.ts';
export { areUniqueIds, checkUniqueIds } from './registry-rules/id-unique.ts';
export type { IdPlace } from './registry-rules/id-unique.ts';
export { checkQuotas } from './registry-rules/quota-within-parent.ts';
export type { QuotaSubject } from './registry-rules/quota-within-parent.ts';
export type { FileSubject, ManifestSubject, RuleDescription, Surroundings, TreeSubject } from './rule.ts';
export { ALL_RULES } from './rules.ts';
export { CHANGE_RULES } from './change-rule-table.ts';
export type { ChangeDescription, ChangeFinding, ChangeRule, Decision } from './change/change-rule.ts';
export type {
  ArtifactSide,
  ChangedArtifact,
  ChangedFile,
  ChangeSubject,
  FileSide,
} from './change/change-subject.ts';
export { isControlPath, planeOf } from './change/control-path.ts';
export type { FilePlane } from './change/control-path.ts';
export { judgeChange } from './change/judge-change.ts';
export { loadChange } from './change/load-change.ts';
export type { ChangeRange } from './change/load-change.ts';
export { approversOf } from './event/approvals.ts';
export type { ChangeEvent, ForgeAccount, ForgeReview } from './event/change-event.ts';
export { parseEvent } from './event/parse-event.ts';
export type { ChangeFact } from './summary/change-fact.ts';
export { lintManifest, mendManifest, toLintSubject } from './lint/lint-manifest.ts';
export type { LintAdvice } from './lint/lint-manifest.ts';
export type { LintPlace, LintSubject } from './lint/lint-rule.ts';
export { LINT_RULES } from './lint/lint-rules.ts';
export { releaseWords } from './summary/release-facts.ts';
export { summariseChange } from './summary/summarise-change.ts';
export { messageSecretFaults, privateKeysIn, secretFaults } from './secrets/judge-secrets.ts';
export type { ScannedText } from './secrets/judge-secrets.ts';
export type { FoundSecret, SecretScanner } from './secrets/secret-scanner.ts';
export type { RecentName, RegistryUsage } from './change/registry-usage.ts';
export { judgePeople } from './people/judge-people.ts';
export { peopleOf } from './people/people.ts';
export type { People } from './people/people.ts';
export { settleDecisions } from './people/settle-decisions.ts';
export type { OpenFinding } from './people/settle-decisions.ts';
export { EXAMINED_RULES } from './examined-rules.ts';
export { applySkips } from './skips/apply-skips.ts';
export type { AppliedSkip } from './skips/apply-skips.ts';
export { COVERING_RULES } from './covering-rules.ts';
export { DESCRIBED_RULES } from './described-rules.ts';
export { pageOfRule, ruleOfCode } from './rule-of-code.ts';
