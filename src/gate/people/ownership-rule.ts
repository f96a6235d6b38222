import type { ChangeDescription } from '../change/change-rule.ts';

/** Who may do what (ATTACKS O01, O05, O07, O15). */
export const ownershipRule: ChangeDescription = {
  id: 'ownership',
  family: 'ownership',
  severity: 'error',
  since: '0.2.0',
  isSkippable: false,
  summary: 'Whoever brings a change may make it at the merge base, or somebody who may has approved it.',
  explanation:
    'Roles and grants are read from the merge base. An account is its number; logins are labels. All who brought the change need the capability: who opened the pull request and who pushed to it last. An approval counts for the very commit that it was given for, never from an author or a bot. What nobody owns is decided by the admins of the registry.',
  codes: ['HYPER_OWNER_REFUSED', 'HYPER_OWNER_UNKNOWN', 'HYPER_OWNER_NONE'],
};

/** Control is changed by several (ATTACKS C04, O02, O03, O08). */
export const controlQuorumRule: ChangeDescription = {
  id: 'control-quorum',
  family: 'control',
  severity: 'human',
  since: '0.2.0',
  isSkippable: false,
  summary: 'A change of control is wanted by as many as its signatures need.',
  explanation:
    'Owners, roles, keys, policies and workflows are changed by those who hold the capability for it at the merge base: as many of them as the namespace needs signatures, for the registry itself as the trust root does. Whoever brings the change counts as one. Nobody gives rights to themselves, nobody takes the last owner away, and who makes a policy weaker or locks themselves out needs somebody else to confirm it.',
  codes: ['HYPER_CONTROL_QUORUM'],
};
