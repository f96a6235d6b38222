import type { CodeEntry } from './code-entry.ts';

/** Codes of laws about changes that need more than the change: rights, resolutions, every commit. */
export const EXAMINED_CODES = {
  HYPER_RELEASE_UNSOLVABLE: {
    exit: 1,
    title: 'a new release that does not resolve',
    explanation:
      'Its requirements contradict each other or name versions that nobody may choose, so nobody could ever use it; the frame has the proof.',
    fix: 'Change the ranges, or publish what it needs first.',
  },
  HYPER_DEPENDENCY_CIRCLE: {
    exit: 1,
    title: 'a release that depends on itself over others',
    explanation:
      'Its dependencies lead back to it, so none of them can be built or installed before the others.',
    fix: 'Take one dependency out of the circle.',
  },
  HYPER_IMPACT_BROKEN: {
    exit: 1,
    title: 'a dependent that stops solving',
    explanation:
      'A release that depends on what the change touches resolved before and does not after it; the frame has the proof.',
    fix: 'Keep what it needs, or first publish a release of it that does without.',
  },
  HYPER_OWNER_REFUSED: {
    exit: 1,
    title: 'a change by somebody who may not make it',
    explanation:
      'At the merge base, whoever brings the change has no role that allows it there. Roles come from the access lists of the namespace and of those above it.',
    fix: 'Ask somebody who may for an approval of this very commit, or for a role.',
  },
  HYPER_OWNER_UNKNOWN: {
    exit: 42,
    title: 'a change by nobody knows whom',
    explanation:
      'Neither an event of the forge nor --as says who brings the change, so nobody can say whether they may.',
    fix: 'Give the event with --event FILE, or say who you are with --as.',
  },
  HYPER_OWNER_NONE: {
    exit: 42,
    title: 'something that nobody owns',
    explanation:
      'No namespace on the way grants anybody a role, so there is no owner to ask: the admins of the registry decide, and nothing is adopted silently.',
    fix: 'Ask an admin of the registry to approve.',
  },
  HYPER_CONTROL_QUORUM: {
    exit: 42,
    title: 'a change of control that too few want',
    explanation:
      'Owners, roles, keys, policies and workflows are changed by as many people as the namespace needs signatures, for the registry itself as the trust root does. Each holds the capability at the merge base.',
    fix: 'Ask for the approvals that are missing, for this very commit.',
  },
  HYPER_SECRET_FOUND: {
    exit: 1,
    title: 'a secret in a change',
    explanation:
      'A commit of the change holds what looks like a token, a password or a private key. Whoever can read the repository can use it, also after a later commit took it back: git keeps every commit.',
    fix: 'Withdraw the secret where it was issued, then rewrite the commits of the change without it.',
  },
} as const satisfies Record<string, CodeEntry>;
