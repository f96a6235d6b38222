import type { CodeEntry } from './code-entry.ts';

/** Codes of the registry's laws about files, folders and their agreement. */
export const GATE_CODES = {
  HYPER_TREE_SYMLINK: {
    exit: 1,
    title: 'a symbolic link',
    explanation:
      'A link may point anywhere on the machine of whoever checks the registry out, so none is accepted and none is followed.',
    fix: 'Put the file itself there.',
  },
  HYPER_TREE_SUBMODULE: {
    exit: 1,
    title: 'a submodule',
    explanation:
      'A submodule makes a clone fetch from a place that the pull request chose, and its content is not in this repository.',
    fix: 'Add the files themselves, or give their address as content.uri.',
  },
  HYPER_TREE_MODE: {
    exit: 1,
    title: 'an odd file mode',
    explanation: 'Registry files are read, never run: every one has mode 100644.',
    fix: 'git update-index --chmod=-x the file.',
  },
  HYPER_TREE_ENCODING: {
    exit: 1,
    title: 'a file name that is not UTF-8',
    explanation: 'Such a name has no single spelling on other systems, in JSON or in a web address.',
    fix: 'Rename the file.',
  },
  HYPER_TREE_LONG: {
    exit: 1,
    title: 'a path that is too long or too deep',
    explanation: 'Some systems cannot check such a path out, and depth is a way to make tools slow.',
    fix: 'Shorten the names or use fewer levels.',
  },
  HYPER_TREE_TWINS: {
    exit: 1,
    title: 'two names that fold into one',
    explanation:
      'On a disk that ignores case or normalises Unicode, one file would replace the other without a word.',
    fix: 'Rename one of them.',
  },
  HYPER_LAYOUT_NO_REGISTRY: {
    exit: 1,
    title: 'no registry manifest',
    explanation: 'The root of a registry is the folder that holds registry.yaml.',
    fix: 'Make one with hyper init, or name the right folder with --registry.',
  },
  HYPER_LAYOUT_FOREIGN: {
    exit: 1,
    title: 'a file without a place',
    explanation:
      'The folders namespaces, trust, blobs and observed hold only what the layout names, so that nothing can hide there or be added to a published version.',
    fix: 'Move the file out of these folders, or give it the name that its place asks for.',
  },
  HYPER_LAYOUT_BOTH: {
    exit: 1,
    title: 'a folder that is a namespace and an artifact',
    explanation:
      'A folder with namespace.yaml is a namespace, one with a version or artifact.yaml is an artifact. One that is both would give one path two meanings.',
    fix: 'Move the releases into a folder of their own.',
  },
  HYPER_LAYOUT_NO_NAMESPACE: {
    exit: 1,
    title: 'a namespace without a manifest',
    explanation:
      'Owners, keys, policies and quotas come from the namespace manifests on the way to an artifact; a level without one would have no owner.',
    fix: 'Add namespace.yaml to the folder.',
  },
  HYPER_LAYOUT_NO_RELEASE: {
    exit: 1,
    title: 'a state without a release',
    explanation: 'artifact.yaml says what became of releases, and there is none beside it.',
    fix: 'Add the release, or remove artifact.yaml.',
  },
  HYPER_LAYOUT_ORPHAN: {
    exit: 1,
    title: 'a file that belongs to nothing',
    explanation:
      'A signature needs the manifest that it signs, and a README or CHANGELOG needs the artifact or namespace that it describes.',
    fix: 'Remove it, or add what it belongs to.',
  },
  HYPER_NAME_LOCAL: {
    exit: 1,
    title: 'a namespace of this machine',
    explanation:
      'The scope "local" names what exists on one machine only, so a shared registry never holds it.',
    fix: 'Publish under user. or org.',
  },
  HYPER_VERSION_TWINS: {
    exit: 1,
    title: 'two versions that are equal',
    explanation:
      'SemVer ignores build metadata when it compares, so 1.0.0+a and 1.0.0+b are one version and a resolver could give either.',
    fix: 'Give the later release a higher version.',
  },
  HYPER_CONTENT_LFS: {
    exit: 1,
    title: 'a Git LFS pointer',
    explanation:
      'The pointer is not the content: what it points to can change or vanish without a commit here.',
    fix: 'Add the file itself, or use content.uri with a digest.',
  },
  HYPER_BLOB_DIGEST: {
    exit: 1,
    title: 'a blob with another digest than its name',
    explanation: 'Blobs are found by their sha256; bytes that do not have it are damaged or were swapped.',
    fix: 'Restore the file from git.',
  },
  HYPER_BLOB_MISSING: {
    exit: 1,
    title: 'content that is not there',
    explanation: 'The manifest says its content is a blob of this repository, and there is no such blob.',
    fix: 'Add the file at the path that the manifest names.',
  },
  HYPER_BLOB_SIZE: {
    exit: 1,
    title: 'a blob over the limit',
    explanation: 'Content of 10 MiB and more does not belong into git; its address and digest do.',
    fix: 'Host the content elsewhere and use content.uri.',
  },
  HYPER_TEXT_SIZE: {
    exit: 1,
    title: 'a text that is too long',
    explanation: 'README.md and CHANGELOG.md are shown on the site and may have 512 KiB.',
    fix: 'Move the long part elsewhere and link to it.',
  },
  HYPER_TEXT_ENCODING: {
    exit: 1,
    title: 'a text that is not UTF-8',
    explanation: 'README.md and CHANGELOG.md are UTF-8, so that every reader sees the same letters.',
    fix: 'Save the file as UTF-8.',
  },
  HYPER_TEXT_CHARACTER: {
    exit: 1,
    title: 'a hidden character in a text',
    explanation: 'Control and bidirectional characters make a text read otherwise than it is.',
    fix: 'Remove the character.',
  },
  HYPER_KIND_MISPLACED: {
    exit: 1,
    title: 'a kind in the wrong place',
    explanation: 'The path of a file says which kind of manifest it holds.',
    fix: 'Correct the kind, or move the file.',
  },
  HYPER_PATH_DISAGREES: {
    exit: 1,
    title: 'a manifest that disagrees with its path',
    explanation:
      'Namespace, name, version and policy id stand in the path and in the manifest. Were they to differ, a reviewer and a program could see different things.',
    fix: 'Make the field say what the path says, or move the file.',
  },
  HYPER_DEPENDENCY_UNKNOWN: {
    exit: 1,
    title: 'a dependency that does not exist',
    explanation: 'The registry holds no artifact of that name, and the dependency names no other registry.',
    fix: 'Correct the reference, or publish the dependency first.',
  },
  HYPER_STATE_UNKNOWN_VERSION: {
    exit: 1,
    title: 'a state for a version that does not exist',
    explanation:
      'artifact.yaml names a version, in releases, channels or tags, that has no manifest beside it and is no tombstone.',
    fix: 'Correct the version.',
  },
  HYPER_STATE_UNKNOWN_TARGET: {
    exit: 1,
    title: 'a replacement or redirect to nothing',
    explanation: 'A deprecation or redirect sends readers to an artifact that the registry does not hold.',
    fix: 'Name an artifact that exists.',
  },
  HYPER_ID_TWINS: {
    exit: 1,
    title: 'an id that is used twice',
    explanation:
      'An id is given once and accepted wherever a reference is, so two releases with one id could not be told apart.',
    fix: 'Give the newer release an id of its own.',
  },
  HYPER_QUOTA_EXCEEDS_PARENT: {
    exit: 1,
    title: "a quota above its parent's",
    explanation: "Children share their parent's pool, so none can be promised more than the pool holds.",
    fix: "Lower the quota, or raise the parent's first.",
  },
} as const satisfies Record<string, CodeEntry>;
