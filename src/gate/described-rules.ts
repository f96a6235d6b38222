import { CHANGE_RULES } from './change-rule-table.ts';
import type { ChangeDescription } from './change/change-rule.ts';
import { COVERING_RULES } from './covering-rules.ts';
import { EXAMINED_RULES } from './examined-rules.ts';
import type { RuleDescription } from './rule.ts';
import { ALL_RULES } from './rules.ts';

/** What every rule says of itself, those about states first, then those about changes, in the order in which they run. */
export const DESCRIBED_RULES: readonly ChangeDescription[] = [
  ...ALL_RULES.map(describeState),
  ...CHANGE_RULES,
  ...EXAMINED_RULES,
  ...COVERING_RULES,
];

/** Rules about what a registry holds: whoever breaks one is refused, in `hyper validate` as in `hyper ci`. */
function describeState({ id, family, summary, codes }: RuleDescription): ChangeDescription {
  const explanation =
    'It holds for the whole registry, so hyper validate finds it too; hyper ci looks at what changed.';
  return { id, family, summary, codes, severity: 'error', since: '0.1.0', isSkippable: false, explanation };
}
