import type { CodeEntry } from './code-entry.ts';

/** Codes of projects, of several registries and of fetching content (SPEC section 5). */
export const DEPENDENCY_CODES = {
  HYPER_PROJECT_MISSING: {
    exit: 3,
    title: 'no project here',
    explanation:
      'A project is a folder with hyper.yaml. None was found in the current folder or above it, or the file named is not there.',
    fix: 'Make one: hyper init . --project; or name it: --project FILE.',
  },
  HYPER_PROJECT_CONFLICT: {
    exit: 1,
    title: 'a project with the two sides of a merge',
    explanation:
      "hyper.yaml holds git's conflict markers, and keeping both sides does not give a sound file.",
    fix: 'Mend hyper.yaml by hand, then run hyper deps resolve, which mends the lock.',
  },
  HYPER_PROJECT_REGISTRIES: {
    exit: 1,
    title: 'a namespace in two registries',
    explanation:
      'A namespace belongs to exactly one registry of a project, so that a name can never be taken from the wrong one. Two of them claim the same namespace, two claim all the rest, or --registry names one more.',
    fix: 'Give each registry its own namespaces; leave them out for one registry at most.',
  },
  HYPER_REGISTRY_UNBOUND: {
    exit: 1,
    title: 'a namespace of no registry',
    explanation:
      'No registry of the project has the namespace, and a name never falls through to another one.',
    fix: 'Add the namespace to the registry that it comes from, in hyper.yaml.',
  },
  HYPER_REGISTRY_BINDING: {
    exit: 1,
    title: 'a dependency on another registry',
    explanation:
      'A dependency names the registry it comes from, and the project binds its namespace to another one.',
    fix: 'Bind the namespace to that registry in hyper.yaml, or leave the registry out.',
  },
  HYPER_RESOLVE_CONFLICT: {
    exit: 1,
    title: 'no versions fit together',
    explanation:
      'What is needed, directly or through others, has no choice of versions that meets everything at once. The steps that prove it are told, and the smallest changes that would do.',
    fix: 'Make one of the changes that are shown, or ask the publisher that one of the steps names.',
  },
  HYPER_RESOLVE_QUESTION: {
    exit: 42,
    title: 'a version to choose',
    explanation: 'The strategy manual lets a person choose among several versions that will do.',
    fix: 'Answer with --choose NAME@VERSION.',
  },
  HYPER_DEPENDENCY_ABSENT: {
    exit: 1,
    title: 'not among the dependencies',
    explanation: 'The project does not need the artifact, or nothing in the lock does.',
    fix: 'List what there is: hyper deps list, hyper deps tree.',
  },
  HYPER_CONTENT_MISSING: {
    exit: 1,
    title: 'content that is not there',
    explanation: 'The place that a release names for its content has nothing.',
    fix: 'Ask the publisher, or look whether a later release is whole.',
  },
  HYPER_CONTENT_TOO_LARGE: {
    exit: 1,
    title: 'content that is too large',
    explanation: 'The content is larger than its manifest says, or than the limit.',
    fix: 'Raise the limit with --max-bytes if you trust the publisher.',
  },
} as const satisfies Record<string, CodeEntry>;
