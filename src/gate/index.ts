export { checkFile, MAX_BLOB_BYTES } from './check-file.ts';
export type { CheckedFile } from './check-file.ts';
export { checkFiles, isChecked, surroundingsOf } from './check-files.ts';
export type { FileChecker, FileCounts, FileFindings, RegistryNames } from './check-files.ts';
export { checkTree, treeSubjectOf } from './check-tree.ts';
export { checkUniqueIds } from './registry-rules/id-unique.ts';
export type { IdPlace } from './registry-rules/id-unique.ts';
export type { FileSubject, ManifestSubject, RuleDescription, Surroundings, TreeSubject } from './rule.ts';
export { ALL_RULES } from './rules.ts';
