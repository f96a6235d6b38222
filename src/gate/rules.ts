import { kindAgreementRule } from './document-rules/kind-agreement.ts';
import { pathAgreementRule } from './document-rules/path-agreement.ts';
import { signingKeysRule } from './document-rules/signing-keys.ts';
import { blobDigestRule } from './file-rules/blob-digest.ts';
import { lfsPointerRule } from './file-rules/lfs-pointer.ts';
import { textFileRule } from './file-rules/text-file.ts';
import { contentBlobRule } from './manifest-rules/content-blob.ts';
import { dependencyExistsRule } from './manifest-rules/dependency-exists.ts';
import { stateTargetsRule } from './manifest-rules/state-targets.ts';
import { ID_UNIQUE_RULE } from './registry-rules/id-unique.ts';
import { QUOTA_WITHIN_PARENT_RULE } from './registry-rules/quota-within-parent.ts';
import type { ContentRule, DocumentRule, ManifestRule, RuleDescription, TreeRule } from './rule.ts';
import { layoutRule } from './tree-rules/layout.ts';
import { namesRule } from './tree-rules/names.ts';
import { treeModeRule } from './tree-rules/tree-mode.ts';
import { treePathRule } from './tree-rules/tree-path.ts';
import { treeTwinsRule } from './tree-rules/tree-twins.ts';

/** Judged from paths and modes alone. */
export const TREE_RULES: readonly TreeRule[] = [
  treeModeRule,
  treePathRule,
  treeTwinsRule,
  layoutRule,
  namesRule,
];

/** Judged from the bytes of any file. */
export const CONTENT_RULES: readonly ContentRule[] = [lfsPointerRule, blobDigestRule, textFileRule];

/** Judged from a document's fields, also where other fields have faults. */
export const DOCUMENT_RULES: readonly DocumentRule[] = [
  kindAgreementRule,
  pathAgreementRule,
  signingKeysRule,
];

/** Judged from a manifest in its place; what the schema says of it alone is the parser's. */
export const MANIFEST_RULES: readonly ManifestRule[] = [
  contentBlobRule,
  dependencyExistsRule,
  stateTargetsRule,
];

/** Every rule, in the order in which they run. */
export const ALL_RULES: readonly RuleDescription[] = [
  ...TREE_RULES,
  ...CONTENT_RULES,
  ...DOCUMENT_RULES,
  ...MANIFEST_RULES,
  ID_UNIQUE_RULE,
  QUOTA_WITHIN_PARENT_RULE,
];
