import { sortedBy, toOneLine } from '../../core/index.ts';
import type { LintRule, LintSubject } from './lint-rule.ts';

function rowsOf({ manifest }: LintSubject) {
  const rows = manifest.kind === 'ArtifactState' ? Object.entries(manifest.releases ?? {}) : [];
  return sortedBy(rows, ([version]) => version);
}

/** Who should leave a release is told where to go. */
export const deprecationUnhelpfulRule: LintRule = {
  id: 'deprecation-unhelpful',
  code: 'HYPER_LINT_DEPRECATION_UNHELPFUL',
  severity: 'info',
  *check(subject) {
    for (const [version, { state, deprecation }] of rowsOf(subject)) {
      if (state !== 'deprecated' || deprecation?.replacement !== undefined) continue;
      if ((deprecation?.alternateVersions ?? []).length > 0) continue;
      const message = `"${toOneLine(version)}" is deprecated, and nothing says what to use instead`;
      yield {
        message,
        hint: 'name a replacement or other versions',
        pointer: ['releases', version],
        part: 'key',
      };
    }
  },
};

/** A yank says how bad it is. */
export const yankUnratedRule: LintRule = {
  id: 'yank-unrated',
  code: 'HYPER_LINT_YANK_UNRATED',
  severity: 'info',
  *check(subject) {
    for (const [version, { yanked }] of rowsOf(subject)) {
      if (yanked === undefined || yanked.severity !== undefined) continue;
      const message = `"${toOneLine(version)}" is yanked without a severity`;
      const hint = 'write severity: low, medium, high or critical';
      yield { message, hint, pointer: ['releases', version, 'yanked'], part: 'key' };
    }
  },
};

/** A policy shows what it does. */
export const policyUntriedRule: LintRule = {
  id: 'policy-untried',
  code: 'HYPER_LINT_POLICY_UNTRIED',
  severity: 'info',
  *check({ manifest }) {
    if (manifest.kind !== 'Policy' || (manifest.examples ?? []).length > 0) return;
    const hint = 'add examples; hyper policy test runs them';
    yield { message: 'the policy has no examples', hint };
  },
};
