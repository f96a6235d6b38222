import type { CodeEntry } from './code-entry.ts';

/** Codes of writing: creating, moving and naming releases, namespaces, commits. */
export const WRITE_CODES = {
  HYPER_MOVE_ILLEGAL: {
    exit: 1,
    title: 'a move that the state does not allow',
    explanation:
      'A release goes from draft to published, from published to deprecated and back, from any state to archived and back to where it was; what was published can be unpublished and yanked, and both can be taken back. Nothing was written.',
    fix: 'See where the release is: hyper version list NAMESPACE/NAME.',
  },
  HYPER_REASON_MISSING: {
    exit: 2,
    title: 'a move without a reason',
    explanation:
      'Whoever depends on a release that is unpublished, deprecated, yanked or deleted reads why. Nothing was written.',
    fix: 'Say it in a sentence: --reason "…".',
  },
  HYPER_RELEASE_EXISTS: {
    exit: 1,
    title: 'a version that is there already',
    explanation:
      'A release never changes, so its version can be used once: not for other bytes, and not for a version that differs in build metadata alone. Nothing was written.',
    fix: 'Choose the next version; hyper version list NAMESPACE/NAME shows those that are there.',
  },
  HYPER_RELEASE_TOMBSTONED: {
    exit: 1,
    title: 'a version that was deleted',
    explanation:
      'The version of a deleted release stays taken, so that nobody gets other bytes under a name they knew. Nothing was written.',
    fix: 'Choose another version.',
  },
  HYPER_NAME_TOMBSTONED: {
    exit: 1,
    title: 'a name that is not free again',
    explanation:
      'The artifact was deleted, or has moved to another name. Its old name leads nowhere else, so that nobody can take it over. Nothing was written.',
    fix: 'Choose another name, or publish under the name it moved to.',
  },
  HYPER_NAME_TAKEN: {
    exit: 1,
    title: 'a name that is taken',
    explanation: 'A namespace, an artifact or a folder of that name is there already. Nothing was written.',
    fix: 'Choose another name.',
  },
  HYPER_NAME_UNSET: {
    exit: 1,
    title: 'a tag or channel that is not there',
    explanation: 'No release of the artifact is called by this name. Nothing was written.',
    fix: 'List the names: hyper version list NAMESPACE/NAME.',
  },
  HYPER_RELEASE_IMMUTABLE: {
    exit: 1,
    title: 'a release that does not change',
    explanation:
      'Only a draft can be edited. Of a release that was published nothing changes but what artifact.yaml and the README say. Nothing was written.',
    fix: 'Publish the change as the next version: hyper registry create TYPE NAMESPACE/NAME@VERSION.',
  },
  HYPER_VERSION_MISSING: {
    exit: 2,
    title: 'no version is named',
    explanation: 'What the command does is done to one release, so its exact version must be said.',
    fix: 'Write it behind the name: NAMESPACE/NAME@1.2.3.',
  },
  HYPER_REPLACEMENT_MISSING: {
    exit: 1,
    title: 'a replacement that is not there',
    explanation:
      'Users are sent to what replaces a release, so the registry must hold it. Nothing was written.',
    fix: 'Name an artifact of this registry, or leave the replacement out.',
  },
  HYPER_NAMESPACE_NOT_EMPTY: {
    exit: 1,
    title: 'a namespace that is not empty',
    explanation:
      'It holds namespaces or artifacts. Deleted ones count: their names must stay taken. Nothing was written.',
    fix: 'Leave it, or move what is in it: hyper transfer NAMESPACE/NAME OTHER.',
  },
  HYPER_NAMESPACE_PARENT: {
    exit: 1,
    title: 'a namespace without the one above it',
    explanation:
      'Owners, policies and quotas flow down, so the namespace above must be there first. Nothing was written.',
    fix: 'Create it: hyper namespace create PARENT.',
  },
  HYPER_PRINCIPAL_INVALID: {
    exit: 2,
    title: 'nobody who can be granted a role',
    explanation:
      'Users and teams of GitHub are named by the number that never changes, keys by their id, others by issuer and subject.',
    fix: 'Write github:583231:octocat, team:4021:acme/identity, key:ID or oidc:ISSUER#SUBJECT.',
  },
  HYPER_GRANT_ROLE: {
    exit: 1,
    title: 'a role that is not there',
    explanation: 'The role is neither built in nor declared in registry.yaml. Nothing was written.',
    fix: 'Take admin, publisher, maintainer, contributor or user, or declare the role in registry.yaml.',
  },
  HYPER_GRANT_UNKNOWN: {
    exit: 1,
    title: 'a grant that is not there',
    explanation:
      'The namespace itself grants no such role; one that is granted above is revoked there. Nothing was written.',
    fix: 'See who has which role: hyper namespace get NAMESPACE.',
  },
  HYPER_LAST_OWNER: {
    exit: 1,
    title: 'the last owner',
    explanation:
      'Without this grant nobody could manage the namespace, or publish in it, any more. Nothing was written.',
    fix: 'First grant the role to somebody else.',
  },
  HYPER_POLICY_MISSING: {
    exit: 1,
    title: 'a policy that is not there',
    explanation: 'No policy of that id is declared here, overridden here, or shipped. Nothing was written.',
    fix: 'List the policies in force: hyper namespace get NAMESPACE.',
  },
  HYPER_QUOTA_FULL: {
    exit: 1,
    title: 'a quota that is used up',
    explanation:
      'The namespace, or one above it whose pool it shares, holds as much as it may. Deleted artifacts count too. Nothing was written.',
    fix: 'Raise the quota of the namespace that the message names: hyper namespace quota NAMESPACE --artifacts N.',
  },
  HYPER_PACK_MISSING: {
    exit: 2,
    title: 'no content',
    explanation:
      'A plugin, library, template or theme has content, and the path that was given holds none, or none was given. Nothing was written.',
    fix: 'Name a file or a folder: --content PATH.',
  },
  HYPER_PACK_TOO_LARGE: {
    exit: 1,
    title: 'content that is too large for the repository',
    explanation:
      'Content from the limit of the blob tier on is kept elsewhere, with its digest in the manifest. Nothing was written.',
    fix: 'Upload the packed content, and give its address: --uri https://….',
  },
  HYPER_PACK_UNSAFE: {
    exit: 1,
    title: 'content that would not unpack safely',
    explanation:
      'Packed are plain files with names that every disk can hold: no links, devices or pipes, no names that differ in case alone. Nothing was written.',
    fix: 'Take the entry that the message names out of the folder, or put a plain file in its place.',
  },
  HYPER_COMMIT_IMPOSSIBLE: {
    exit: 3,
    title: 'a change that cannot be committed here',
    explanation:
      'The registry is in no git repository, git knows nobody to commit as, no branch is checked out, or a merge is on its way. Nothing was written.',
    fix: 'Do what the hint says, or leave --commit out and commit with git.',
  },
  HYPER_BRANCH_MOVED: {
    exit: 3,
    title: 'a branch that moved meanwhile',
    explanation:
      'Something else committed to the branch again and again while hyper did. Nothing was written.',
    fix: 'Run the command again.',
  },
  HYPER_TEMPLATE_MISSING: {
    exit: 2,
    title: 'a template that is not there',
    explanation: 'hyper ships no template of that name.',
    fix: 'Take one of those that the hint names.',
  },
  HYPER_FIELD_UNSETTABLE: {
    exit: 2,
    title: 'a field that is not set this way',
    explanation:
      'What a release is (its id, type, namespace, name and version) and the digests of its content are not for --set to change.',
    fix: 'Create another release, or give the content with --content.',
  },
  HYPER_PROPOSAL_IMPOSSIBLE: {
    exit: 3,
    title: 'a change that cannot be proposed from here',
    explanation:
      '--pr pushes a branch to a remote of the clone and opens a pull request for the default branch. Here there is no remote, or the branch that it is for is not known, or the change would be on that very branch. Nothing was written.',
    fix: 'Name what is missing: --remote, --base or --branch.',
  },
  HYPER_COMMIT_CUT_OFF: {
    exit: 0,
    title: 'a commit that was cut off',
    explanation:
      'A run with --commit was killed before its branch moved. Files of the working tree may be as it left them; what is read from there is that.',
    fix: 'Run the next change, such as the same command again: it takes the cut-off one back first. hyper doctor tells whether one stands.',
  },
  HYPER_COMMIT_TAKEN_BACK: {
    exit: 0,
    title: 'a cut-off commit that was taken back',
    explanation:
      'A run with --commit was killed before its branch moved. Before this change was made, files and index got back what they had before that one.',
    fix: 'Run the command that was killed again, if it is still wanted.',
  },
} as const satisfies Record<string, CodeEntry>;
