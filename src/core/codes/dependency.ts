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
  HYPER_CONTENT_NONE: {
    exit: 1,
    title: 'a release without content',
    explanation: 'The release is all in its manifest; there is nothing to fetch.',
    fix: 'Read it: hyper registry get NAME.',
  },
  HYPER_CONTENT_TOO_LARGE: {
    exit: 1,
    title: 'content that is too large',
    explanation: 'The content is larger than its manifest says, or than the limit.',
    fix: 'Raise the limit with --max-bytes if you trust the publisher.',
  },
  HYPER_CONTENT_HOST: {
    exit: 4,
    title: 'a host that is not allowed',
    explanation:
      'The content, or a redirect on the way to it, is on a host that the registry does not allow, or that is not the one the release names.',
    fix: 'Ask the owners of the registry to add the host to settings.allowedContentHosts.',
  },
  HYPER_CONTENT_PLACE: {
    exit: 1,
    title: 'a place hyper cannot fetch from',
    explanation:
      'hyper fetches content from the manifest, from blobs of the registry, and from https: and oci: addresses.',
    fix: 'Fetch it with the tool of that place and compare the digest.',
  },
  HYPER_CONTENT_MISMATCH: {
    exit: 4,
    title: 'content with another digest',
    explanation:
      'The bytes do not have a digest or the size that the manifest says. Nothing of them was kept.',
    fix: 'Do not use them. Tell the publisher and the owners of the registry.',
  },
  HYPER_SITE_INVALID: {
    exit: 3,
    title: 'a built site that cannot be read',
    explanation: 'A file of a built registry is not what docs/api.md says.',
    fix: 'Ask who serves it to build it anew, or read its git repository in its place.',
  },
  HYPER_SITE_MISMATCH: {
    exit: 4,
    title: 'a built site that contradicts itself',
    explanation:
      'A manifest of a built registry has another digest, or says something else, than the list it stands in.',
    fix: 'Do not use it. Tell who serves it; read its git repository in its place.',
  },
  HYPER_SITE_UNTOLD: {
    exit: 2,
    title: 'what a built site does not tell',
    explanation:
      'A built site tells what is published, and nothing of the repository behind it. It answers registry list and get, version list, namespace list and get, policy list, search, query, discover, verify of a release, pull, and deps of a project; whatever needs the files or the history of the repository it does not, and it proves no yank or deprecation of one artifact alone.',
    fix: 'Name the git repository of the registry in its place.',
  },
  HYPER_SITE_REVISION: {
    exit: 2,
    title: 'a built site is of one commit',
    explanation: '--at asks for a state of the registry; a built site has only the one it was built from.',
    fix: 'Name the git repository of the registry in its place.',
  },
} as const satisfies Record<string, CodeEntry>;
