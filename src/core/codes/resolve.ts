import type { CodeEntry } from './code-entry.ts';

/** Codes of resolution (SPEC section 5). */
export const RESOLVE_CODES = {
  HYPER_RESOLVE_BUDGET: {
    exit: 1,
    title: 'a resolution that takes too many steps',
    explanation:
      'Finding versions that fit together can take more steps than any machine has time for. The search counts its steps and gives up at a limit, the same on every machine, instead of running on.',
    fix: 'Narrow the ranges of the direct requirements, or pin the artifacts with the most versions.',
  },
  HYPER_RESOLVE_CONFLICT: {
    exit: 1,
    title: 'requirements that contradict each other',
    explanation:
      'No choice of one version per artifact meets everything that is asked. The numbered lines prove it; none of them can be left out. Each suggestion was tried and resolves.',
    fix: 'Make one of the suggested edits, or change one of the requirements that the proof names.',
  },
  HYPER_RESOLVE_DEPRECATED: {
    exit: 0,
    title: 'a deprecated release was chosen',
    explanation:
      'The resolution holds a release that its publisher has deprecated. It still works; the publisher advises against it.',
    fix: 'Move to the replacement that the message names, or to a version that is not deprecated.',
  },
  HYPER_RESOLVE_MOVED: {
    exit: 0,
    title: 'an artifact was moved',
    explanation:
      'An artifact that is needed goes by another name now. Old names keep working; new releases come under the new name.',
    fix: 'Write the new name that the message gives.',
  },
  HYPER_RESOLVE_UNAVAILABLE_KEPT: {
    exit: 0,
    title: 'a withdrawn release was kept',
    explanation:
      'The resolution so far has a release that was yanked, archived or unpublished since. It is never chosen anew, but it stays where it is until it is freed.',
    fix: 'Free it with hyper deps resolve --update and its name.',
  },
} as const satisfies Record<string, CodeEntry>;
