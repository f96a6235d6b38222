import type { CodeEntry } from './code-entry.ts';

/** Codes of the registry's laws about changes: what a pull request may do to what is there (SPEC section 6). */
export const CHANGE_CODES = {
  HYPER_EVENT_INVALID: {
    exit: 2,
    title: 'a file that is no event of the forge',
    explanation:
      'hyper ci takes the payload of a pull_request, merge_group or push event of GitHub, as GITHUB_EVENT_PATH names it.',
    fix: 'Give that file, or say --base and --head.',
  },
  HYPER_CHANGE_UNRELATED: {
    exit: 1,
    title: 'a change without a common past',
    explanation:
      'The two commits have no common ancestor, so nobody can say what the change is: everything would look new.',
    fix: 'Begin the branch at the target branch, and apply the change there.',
  },
  HYPER_CHANGE_MIXED: {
    exit: 1,
    title: 'control and content in one change',
    explanation:
      'Owners, roles, keys, policies, workflows and CODEOWNERS decide who may do what. They are changed in a pull request of their own, judged by those whose matter it is, and never together with a release.',
    fix: 'Split it into two pull requests.',
  },
  HYPER_RELEASE_CHANGED: {
    exit: 1,
    title: 'a published release that was changed',
    explanation:
      'A release is immutable once it is on the default branch: locks and signatures name its exact bytes. What may change stands in artifact.yaml.',
    fix: 'Restore the file, and publish a higher version.',
  },
  HYPER_RELEASE_REMOVED: {
    exit: 1,
    title: 'a published release that was removed',
    explanation:
      'What was published stays, since others depend on it. Only a deletion by an admin takes a release away, and leaves a tombstone in artifact.yaml.',
    fix: 'Restore the file. To keep others from choosing it, yank it.',
  },
  HYPER_RELEASE_TAKEN: {
    exit: 1,
    title: 'a version that another change published meanwhile',
    explanation: 'The target branch holds another release of this version by now, so this one came too late.',
    fix: 'Rebase on the target branch and take the next version.',
  },
  HYPER_VERSION_TAKEN: {
    exit: 1,
    title: 'a version that is taken',
    explanation: 'SemVer ignores build metadata, so 1.0.0+b is the version 1.0.0+a again.',
    fix: 'Take a higher version.',
  },
  HYPER_VERSION_TOMBSTONED: {
    exit: 1,
    title: 'a version that was deleted',
    explanation: 'A deleted version is never used again, so that no lock can mean two things.',
    fix: 'Take a higher version.',
  },
  HYPER_VERSION_LOW: {
    exit: 1,
    title: 'a version that does not rise',
    explanation:
      'A new version is higher than what its line holds: its major version, or below 1.0.0 its minor version.',
    fix: 'Take a version above the highest of its line.',
  },
  HYPER_VERSION_JUMP: {
    exit: 42,
    title: 'a version that leaps',
    explanation:
      'A leap over more than 100 major versions can never be taken back, and versions that everybody sorts below are lost. A person must want it.',
    fix: 'Take the next version, or ask somebody who manages the namespace to approve.',
  },
  HYPER_TYPE_CHANGED: {
    exit: 1,
    title: 'an artifact of another type than before',
    explanation: 'One name has one type for ever: nobody expects the next version of a theme to run code.',
    fix: 'Publish it under a name of its own.',
  },
  HYPER_REVISION_STEP: {
    exit: 1,
    title: 'a revision that does not rise',
    explanation:
      'The revision of a state rises by one with each change, that of a namespace, policy or registry rises. Signatures name it, so that an old state cannot be put back, and a client refuses another text of a revision that it has believed.',
    fix: 'Write the next revision; where somebody else took it, rebase.',
  },
  HYPER_STATE_MOVE: {
    exit: 1,
    title: 'a state that cannot follow',
    explanation:
      'Draft becomes published; published and deprecated turn into each other; any may be archived and goes back to where it was.',
    fix: 'Go one legal step at a time.',
  },
  HYPER_STATE_REASON: {
    exit: 1,
    title: 'a withdrawal without a reason',
    explanation: 'Whoever loses a release is told why.',
    fix: 'Add the reason.',
  },
  HYPER_TOMBSTONE_LIFTED: {
    exit: 1,
    title: 'a tombstone that was taken away',
    explanation: 'A deleted version stays taken for ever; without its tombstone it could be published again.',
    fix: 'Put the tombstone back.',
  },
  HYPER_TOMBSTONE_EARLY: {
    exit: 1,
    title: 'a tombstone without a deletion',
    explanation: 'A tombstone stands for a release that this very change takes away.',
    fix: 'Remove the release in the same change, or the tombstone.',
  },
  HYPER_REDIRECT_CHAIN: {
    exit: 1,
    title: 'a redirect to a redirect',
    explanation:
      'A redirect leads to where an artifact is in one step, so that every reader ends at one place.',
    fix: 'Name the artifact that the chain ends at.',
  },
  HYPER_REDIRECT_CYCLE: {
    exit: 1,
    title: 'a redirect that leads back',
    explanation: 'Two names that redirect to each other lead nowhere.',
    fix: 'Keep one of the two.',
  },
  HYPER_REDIRECT_OWNER: {
    exit: 42,
    title: 'a redirect into the namespace of others',
    explanation:
      'A redirect hands the trust in one name to another. The owners of both agree to it: one proposes, somebody who may publish at the target approves.',
    fix: 'Ask for an approval from the namespace of the target.',
  },
  HYPER_CONTENT_HOST_CLOSED: {
    exit: 1,
    title: 'content on a host that is not allowed',
    explanation:
      'settings.allowedContentHosts of registry.yaml says which hosts content may be fetched from. The list of the merge base counts.',
    fix: 'Host the content on one of these, or ask an admin to add the host.',
  },
  HYPER_CONTENT_MOVING: {
    exit: 1,
    title: 'content at an address that moves',
    explanation:
      'Behind a branch, a pull request or "latest" lies something else tomorrow. The digest would refuse it, and the release be lost.',
    fix: 'Name a tag, a commit or a release asset.',
  },
  HYPER_DEPENDENCY_UNBOUNDED: {
    exit: 1,
    title: 'a range without an upper end',
    explanation: 'A release never changes, so an open range takes every version that will ever come.',
    fix: 'Write a range such as ^1.2.0.',
  },
  HYPER_NAME_LIKENESS: {
    exit: 42,
    title: 'a new name that is like another',
    explanation:
      'Names one slip away from a known one lead people to the wrong artifact. Honest names can be near too, so a person decides.',
    fix: 'Wait for a maintainer of the registry, or take another name.',
  },
  HYPER_NAME_RESERVED_PREFIX: {
    exit: 42,
    title: 'a name with a reserved beginning',
    explanation:
      'settings.reservedPrefixes of registry.yaml keeps beginnings of names for the registry itself.',
    fix: 'Take another name, or ask an admin to approve.',
  },
  HYPER_OBSERVED_WRITTEN: {
    exit: 1,
    title: 'a change of what the registry observed',
    explanation: 'Files below observed/ hold what the registry saw itself; authors can never write them.',
    fix: 'Leave them out of the change.',
  },
  HYPER_BLOB_REMOVED: {
    exit: 1,
    title: 'content that was taken away',
    explanation: 'A blob is content of a published release, perhaps of several.',
    fix: 'Restore the file from the base.',
  },
  HYPER_QUOTA_ARTIFACTS: {
    exit: 1,
    title: 'more artifacts than a namespace may hold',
    explanation:
      'The target branch and the change together hold more artifacts in the namespace and below than its quota allows.',
    fix: 'Ask the owner of the namespace above for a higher quota.',
  },
  HYPER_QUOTA_STORAGE: {
    exit: 1,
    title: 'more content than a namespace may hold',
    explanation:
      'The content of all releases in the namespace and below, with that of the change, is over its quota.',
    fix: 'Ask the owner of the namespace above for a higher quota, or publish less.',
  },
  HYPER_NAME_BURST: {
    exit: 42,
    title: 'many new names within a day',
    explanation:
      'Whoever takes names by the dozen may be squatting, so a maintainer of the registry looks first.',
    fix: 'Wait for a maintainer, or spread the names over days.',
  },
  HYPER_SIGNATURE_REMOVED: {
    exit: 4,
    title: 'signatures that were taken away',
    explanation:
      'A file that was signed stays signed: without its signatures nobody can tell who stood behind it.',
    fix: 'Restore the signature file.',
  },
  HYPER_SIGNATURE_DROPPED: {
    exit: 4,
    title: 'an unsigned release after signed ones',
    explanation:
      'Earlier releases of the artifact are signed, so readers expect it of this one. An attacker without the key looks just like this.',
    fix: 'Sign it with a key of the namespace.',
  },
} as const satisfies Record<string, CodeEntry>;
