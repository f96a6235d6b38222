import type { CodeEntry } from './code-entry.ts';

/** Codes of who may do what: roles, grants and what a change does to them. */
export const ACCESS_CODES = {
  HYPER_NAMESPACE_PATTERN: {
    exit: 1,
    title: 'not a pattern of namespaces',
    explanation:
      'A pattern is compared segment by segment: * stands for exactly one whole segment and never for a part of one, so that org.acme* cannot reach into org.acme-x.',
    fix: 'Write a namespace with * for whole segments, for example org.*.production, or * alone for all.',
  },
  HYPER_ACCESS_PRINCIPAL: {
    exit: 2,
    title: 'not a principal',
    explanation:
      'A principal is written github:<number>, team:<number>, key:<id>, or oidc:<issuer>#<subject>; several are joined by commas. Logins are not accepted, because anybody can take a login that its owner gave up.',
    fix: 'Give the numeric id; https://api.github.com/users/<login> shows it.',
  },
  HYPER_ACCESS_ROLE_UNKNOWN: {
    exit: 1,
    title: 'a grant of a role that does not exist',
    explanation:
      'A grant names a role that is neither built in nor defined in registry.yaml. What it would allow or deny cannot be told, so whoever holds it may do nothing.',
    fix: 'Correct the name, or define the role in registry.yaml.',
  },
  HYPER_ACCESS_ROLE_CIRCLE: {
    exit: 1,
    title: 'roles that inherit in a circle',
    explanation:
      'A role inherits from itself through others, so what it allows has no beginning. Whoever holds it may do nothing.',
    fix: 'Remove one of the links under inheritsFrom.',
  },
  HYPER_ACCESS_RESOURCE: {
    exit: 1,
    title: 'a permission on no resource',
    explanation:
      'A resource is a namespace, a pattern of namespaces, or an artifact written namespace/name. Of one that cannot be read nobody knows what it allows or denies, so whoever holds the role may do nothing.',
    fix: 'Write for example org.acme, org.*.production, org.acme/tool or *.',
  },
  HYPER_ACCESS_EXPIRED: {
    exit: 1,
    title: 'a grant that has ended',
    explanation: 'The grant has reached its end and no longer counts.',
    fix: 'Remove it, or give it a later end in a pull request of its own.',
  },
  HYPER_ACCESS_KEY_UNKNOWN: {
    exit: 1,
    title: 'a grant to a key that is not listed',
    explanation:
      'A key may be granted a role only where signing.keys lists it in the namespace or above, so that its end and its revocation are known. The grant does not count.',
    fix: 'List the key under signing.keys, or grant the role to somebody else.',
  },
  HYPER_ACCESS_TWICE: {
    exit: 1,
    title: 'the same grant twice',
    explanation: 'One principal has one role twice in one list; removing one of them would change nothing.',
    fix: 'Remove one of them.',
  },
  HYPER_ACCESS_NO_OWNER: {
    exit: 0,
    title: 'nobody may manage it',
    explanation:
      'No admin and no unexpired grant allows anybody to manage the namespace, so nobody could ever change it again.',
    fix: 'Add admins to registry.yaml, or grant a role with namespace:manage.',
  },
  HYPER_ACCESS_OWNER_LOST: {
    exit: 1,
    title: 'the last owner is removed',
    explanation:
      'After the change nobody would be left who may manage what somebody may manage now. A namespace is given up by an admin, never by accident.',
    fix: 'Name the next owner in the same pull request.',
  },
  HYPER_ACCESS_LOCKOUT: {
    exit: 42,
    title: 'an author who locks themselves out',
    explanation:
      'After the change its author could no longer manage what they manage now. That may be meant, but they could not take it back.',
    fix: 'Let another owner confirm it.',
  },
  HYPER_ACCESS_SELF_GRANT: {
    exit: 1,
    title: 'a right that somebody gives to themselves',
    explanation:
      'The change gives its own author a capability that they do not have. Rights are given by others.',
    fix: 'Let another owner open the pull request.',
  },
  HYPER_ACCESS_LOGIN_REUSED: {
    exit: 1,
    title: 'the same login with another number',
    explanation:
      'The change keeps a login and replaces the number beside it. The number is who is meant; a login that was given up can be taken by anybody.',
    fix: 'Remove the old grant and add a new one with a reason, in a pull request that another owner approves.',
  },
  HYPER_ACCESS_UNREADABLE: {
    exit: 1,
    title: 'who may do what cannot be told',
    explanation:
      'A manifest that grants rights cannot be read. It may hold what denies, so everything in its namespace and below is denied until it is mended.',
    fix: 'hyper validate shows what is wrong with it.',
  },
  HYPER_ACCESS_CAPABILITY: {
    exit: 2,
    title: 'not a capability',
    explanation: 'Capabilities are the ones that permissions name as their action.',
    fix: 'Choose one of those the message lists.',
  },
} as const satisfies Record<string, CodeEntry>;
