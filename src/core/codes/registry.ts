import type { CodeEntry } from './code-entry.ts';

/** Codes of a registry as a whole. */
export const REGISTRY_CODES = {
  HYPER_REGISTRY_MISSING: {
    exit: 3,
    title: 'no registry here',
    explanation:
      'A registry is a folder with a registry.yaml. None was found in the folder given, nor in one above it, nor at the revision asked for, or the one found cannot be read.',
    fix: 'Change into the registry, name it with --registry or HYPER_REGISTRY, or make one: hyper init DIR.',
  },
  HYPER_NAMESPACE_MISSING: {
    exit: 1,
    title: 'no such namespace',
    explanation: 'The registry has no namespace of that path at this revision.',
    fix: 'List them: hyper namespace list.',
  },
  HYPER_ARTIFACT_MISSING: {
    exit: 1,
    title: 'no such artifact',
    explanation:
      'The registry has no artifact of that name at this revision, in the namespace given or any that it is looked up in.',
    fix: 'List them: hyper registry list.',
  },
  HYPER_ARTIFACT_AMBIGUOUS: {
    exit: 1,
    title: 'a name with two meanings',
    explanation:
      'A fully dotted name can be split into namespace and name in more than one way, and more than one of them exists.',
    fix: 'Write it as namespace/name.',
  },
  HYPER_RELEASE_MISSING: {
    exit: 1,
    title: 'no such release',
    explanation: 'The artifact has no release that the version, range, tag or digest after the @ selects.',
    fix: 'List its versions: hyper registry get NAMESPACE/NAME.',
  },
} as const satisfies Record<string, CodeEntry>;
