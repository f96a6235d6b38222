import type { ChangeDescription } from './change/change-rule.ts';
import { controlQuorumRule, ownershipRule } from './people/ownership-rule.ts';

/** Rules about changes that need more than the change itself: rights, keys, resolutions, policies, every commit. */
export const EXAMINED_RULES: readonly ChangeDescription[] = [
  ownershipRule,
  controlQuorumRule,
  {
    id: 'dependents-solve',
    family: 'dependencies',
    severity: 'error',
    since: '0.2.0',
    isSkippable: false,
    summary: 'A new release resolves, and whoever depends on what changed still does.',
    explanation:
      'A release whose requirements contradict each other is of use to nobody and can never be mended. A yank or a new release can take away what others stand on: each dependent that could be touched is resolved before and after.',
    codes: ['HYPER_RELEASE_UNSOLVABLE', 'HYPER_DEPENDENCY_CIRCLE', 'HYPER_IMPACT_BROKEN'],
  },
  {
    id: 'secrets',
    family: 'secrets',
    severity: 'error',
    since: '0.2.0',
    isSkippable: true,
    summary: 'No commit of a change holds a token, a password or a private key.',
    explanation:
      'Every content and every message of every commit is looked at by the rules of secretlint, also what a later commit takes back. Digests, public keys and signatures of manifests are no secrets. The value is repeated nowhere.',
    codes: ['HYPER_SECRET_FOUND'],
  },
];
