import type { CodeEntry } from './code-entry.ts';

/** Codes of locks (SPEC section 5). */
export const LOCKFILE_CODES = {
  HYPER_LOCK_MERGE_MARKERS: {
    exit: 1,
    title: 'a lock with the two sides of a merge',
    explanation: "The lock holds git's conflict markers: two branches changed the same lines.",
    fix: 'Mend hyper.yaml if it has markers too, then run hyper deps resolve: it keeps what both sides chose where it can.',
  },
  HYPER_LOCK_TRUNCATED: {
    exit: 1,
    title: 'a lock that was cut',
    explanation:
      'The last line of the lock is missing, so the file was cut while it was written, copied or merged.',
    fix: 'Take the lock from git again, or write it anew: hyper deps resolve.',
  },
  HYPER_LOCK_NEWER_FORMAT: {
    exit: 3,
    title: 'a lock of a newer hyper',
    explanation:
      'The lock has a later format than this hyper knows. Reading it in part could leave out what it protects.',
    fix: 'Use the hyper that wrote it, or a newer one.',
  },
  HYPER_LOCK_OLDER_FORMAT: {
    exit: 1,
    title: 'a lock of an older format',
    explanation: 'The lock has an earlier format, which this hyper does not read.',
    fix: 'Write it anew: hyper deps resolve.',
  },
  HYPER_LOCK_TOO_LARGE: {
    exit: 1,
    title: 'a lock that is too large',
    explanation: 'A lock is read up to 64 MiB, more than the largest one that hyper writes.',
    fix: 'Write it anew: hyper deps resolve.',
  },
  HYPER_LOCK_KIND: {
    exit: 1,
    title: 'not a lock',
    explanation: 'The file is another kind of manifest than a lock.',
    fix: 'Name the lock: --lock hyper.lock.',
  },
  HYPER_LOCK_MISSING: {
    exit: 1,
    title: 'no lock',
    explanation: 'There is no lock where one is needed.',
    fix: 'Write it: hyper deps resolve.',
  },
  HYPER_LOCK_STALE: {
    exit: 1,
    title: 'a lock that does not answer the project',
    explanation:
      'What the project asks for changed since the lock was written, and --frozen or the command does not allow to write it.',
    fix: 'Write it anew and commit it: hyper deps resolve.',
  },
  HYPER_LOCK_REGISTRY: {
    exit: 4,
    title: 'a lock of another registry',
    explanation:
      'The lock was made with a registry of another id, or with one that the project does not name. What it says of releases cannot be compared with this registry.',
    fix: 'Name the registry that the lock is of, or, if the project moved on purpose, write the lock anew: hyper deps resolve.',
  },
  HYPER_LOCK_ADDRESS: {
    exit: 4,
    title: 'another address',
    explanation: 'The lock says another address of a registry than the project does.',
    fix: 'Find out who changed which; hyper deps resolve writes the address of the project.',
  },
  HYPER_LOCK_COMMIT: {
    exit: 0,
    title: 'a commit that the registry does not have',
    explanation:
      'The registry has no commit as the one that was locked: its history was rewritten, only a part of it was fetched, or the lock was altered. Every entry is compared with what the registry holds now all the same.',
    fix: 'Fetch the whole history of the registry; if it stays so, ask its owners what happened.',
  },
  HYPER_LOCK_UNTOLD: {
    exit: 0,
    title: 'something that a built site does not tell',
    explanation:
      'A built site does not tell which policies are in force, and one without a trust root not who signed a release either, so a lock was compared with what it serves and no more.',
    fix: 'Check the site itself with hyper verify --site, or verify against the git repository of the registry.',
  },
  HYPER_LOCK_ROOT: {
    exit: 4,
    title: 'a trust root that went back',
    explanation:
      'The trust root of the registry has a lower version than the one the lock saw, so somebody shows an old state; or the lock says a lower one, or none, than its own commit had, so somebody altered the lock.',
    fix: 'Fetch the registry again; if it stays so, tell its owners. For an altered lock, find out who changed it, and write it anew: hyper deps resolve.',
  },
  HYPER_LOCK_BINDING: {
    exit: 4,
    title: 'a package from another registry',
    explanation: 'The lock takes a package from another registry than the one its namespace is bound to.',
    fix: 'Find out who changed the lock; write it anew with hyper deps resolve.',
  },
  HYPER_LOCK_VERSION: {
    exit: 4,
    title: 'a locked release that is not there',
    explanation: 'The lock names a release that the registry does not have and never deleted.',
    fix: 'Find out who changed the lock; write it anew with hyper deps resolve.',
  },
  HYPER_LOCK_ID: {
    exit: 4,
    title: 'another release id',
    explanation: 'The id of a locked release is not the one in its manifest.',
    fix: 'Find out who changed the lock; write it anew with hyper deps resolve.',
  },
  HYPER_LOCK_MANIFEST: {
    exit: 4,
    title: 'another manifest',
    explanation:
      'The manifest of a locked release has other bytes than when it was locked. A published release never changes.',
    fix: 'Find out whether the lock or the registry was altered before you use either.',
  },
  HYPER_LOCK_CONTENT: {
    exit: 4,
    title: 'another content digest',
    explanation: 'The lock says another digest of the content than the manifest.',
    fix: 'Find out who changed the lock; write it anew with hyper deps resolve.',
  },
  HYPER_LOCK_SIZE: {
    exit: 4,
    title: 'another content size',
    explanation: 'The lock says another size of the content than the manifest.',
    fix: 'Find out who changed the lock; write it anew with hyper deps resolve.',
  },
  HYPER_LOCK_SOURCE: {
    exit: 4,
    title: 'another source of content',
    explanation: 'The lock would fetch content from elsewhere than the manifest says.',
    fix: 'Find out who changed the lock; write it anew with hyper deps resolve.',
  },
  HYPER_LOCK_SIGNER: {
    exit: 4,
    title: 'signed by somebody else',
    explanation: 'The release is signed by another key or identity than when it was locked.',
    fix: 'See who signed it and why that is trusted (hyper verify), then write the lock anew: hyper deps resolve.',
  },
  HYPER_LOCK_SIGNATURE_GONE: {
    exit: 4,
    title: 'a signature that was taken away',
    explanation: 'The release was signed when it was locked, and is not any more.',
    fix: 'Fetch the registry again; if it stays so, tell its owners.',
  },
  HYPER_LOCK_INTEGRITY_MISSING: {
    exit: 4,
    title: 'a package without a digest',
    explanation:
      'A package of the lock has no digest of its manifest or of its content, so that anything could stand in its place.',
    fix: 'Write the lock anew: hyper deps resolve.',
  },
  HYPER_LOCK_INTEGRITY_WEAKER: {
    exit: 4,
    title: 'a weaker digest',
    explanation: 'The lock holds a package by fewer or weaker digests than hyper writes.',
    fix: 'Write the lock anew: hyper deps resolve.',
  },
  HYPER_LOCK_DEPENDENCIES: {
    exit: 4,
    title: 'other dependencies',
    explanation: 'The lock says that a package needs something else than its manifest says.',
    fix: 'Find out who changed the lock; write it anew with hyper deps resolve.',
  },
  HYPER_LOCK_CONDITIONS: {
    exit: 4,
    title: 'other conditions',
    explanation: 'The lock says that a package is needed elsewhere than follows from the manifests.',
    fix: 'Find out who changed the lock; write it anew with hyper deps resolve.',
  },
  HYPER_LOCK_USE: {
    exit: 4,
    title: 'another use',
    explanation: 'The lock says that a package is needed for something else than follows from the manifests.',
    fix: 'Find out who changed the lock; write it anew with hyper deps resolve.',
  },
  HYPER_LOCK_EXTRA: {
    exit: 4,
    title: 'a package that nothing needs',
    explanation:
      'The lock holds a package that no requirement leads to, or one in a spelling that hyper does not write.',
    fix: 'Find out who changed the lock; write it anew with hyper deps resolve.',
  },
  HYPER_LOCK_INCOMPLETE: {
    exit: 4,
    title: 'a package that is missing',
    explanation:
      'Something in the lock needs a package that the lock does not hold, or not in a version that will do.',
    fix: 'Write the lock anew: hyper deps resolve.',
  },
  HYPER_LOCK_YANKED: {
    exit: 1,
    title: 'a locked release that was yanked',
    explanation:
      'A release in the lock was yanked since: its publisher or the registry advises against it. It stays locked until somebody moves on.',
    fix: 'Read the reason, then choose another: hyper deps resolve --update NAME.',
  },
  HYPER_LOCK_DELETED: {
    exit: 1,
    title: 'a locked release that was deleted',
    explanation: 'A release in the lock was deleted; its version is never used again.',
    fix: 'Choose another: hyper deps resolve --update NAME.',
  },
  HYPER_LOCK_UNPUBLISHED: {
    exit: 1,
    title: 'a locked release that was withdrawn',
    explanation: 'A release in the lock was unpublished since.',
    fix: 'Choose another: hyper deps resolve --update NAME.',
  },
  HYPER_LOCK_DEPRECATED: {
    exit: 0,
    title: 'a locked release that is deprecated',
    explanation: 'A release in the lock is deprecated; it still works.',
    fix: 'Plan to use its replacement.',
  },
  HYPER_LOCK_UNCOMMITTED: {
    exit: 0,
    title: 'a lock of a state that no commit holds',
    explanation:
      'The registry was read from a folder that differs from every commit, so nobody else can read what was locked.',
    fix: 'Commit the registry, then resolve again.',
  },
} as const satisfies Record<string, CodeEntry>;
