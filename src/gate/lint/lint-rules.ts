import {
  descriptionNameRule,
  descriptionPlaceholderRule,
  descriptionShortRule,
} from './description-rules.ts';
import type { LintRule } from './lint-rule.ts';
import { rangeExactRule, rangeSpellingRule, rangeUnboundedRule } from './range-rules.ts';
import {
  changesUntoldRule,
  digestSingleRule,
  keywordsMissingRule,
  keywordsRepeatedRule,
  licenseDeprecatedRule,
  linksMissingRule,
  readmeMissingRule,
} from './release-rules.ts';
import { deprecationUnhelpfulRule, policyUntriedRule, yankUnratedRule } from './state-rules.ts';
import { keyOrderRule, schemaLineRule, textFormRule } from './text-rules.ts';

/** All advice, in the order in which it is given and mended. Adding some is a file or a row in one, and a code. */
export const LINT_RULES: readonly LintRule[] = [
  schemaLineRule,
  textFormRule,
  keyOrderRule,
  descriptionShortRule,
  descriptionNameRule,
  descriptionPlaceholderRule,
  keywordsMissingRule,
  keywordsRepeatedRule,
  linksMissingRule,
  licenseDeprecatedRule,
  changesUntoldRule,
  readmeMissingRule,
  rangeUnboundedRule,
  rangeExactRule,
  rangeSpellingRule,
  digestSingleRule,
  deprecationUnhelpfulRule,
  yankUnratedRule,
  policyUntriedRule,
];
