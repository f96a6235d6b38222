import { moveOperation } from './move-operation.ts';

const PUBLISH = 'artifact:publish';
const DEPRECATE = 'artifact:deprecate';
const LIFECYCLE = 'lifecycle';
const VERSIONS = 'versions';

/** Draft to published, or unpublished to published again. */
export const registryPublish = moveOperation({
  ...{ id: 'registry.publish', group: LIFECYCLE, capability: PUBLISH, move: 'publish', verb: 'Publish' },
  summary: 'Publish a draft, or what was unpublished',
});

/** Hides a release without taking anything from whoever has locked it. */
export const registryUnpublish = moveOperation({
  ...{
    id: 'registry.unpublish',
    group: LIFECYCLE,
    capability: PUBLISH,
    move: 'unpublish',
    verb: 'Unpublish',
  },
  summary: 'Hide a release',
});

/** Says that a release should be left, and what to use instead. */
export const registryDeprecate = moveOperation({
  ...{
    id: 'registry.deprecate',
    group: LIFECYCLE,
    capability: DEPRECATE,
    move: 'deprecate',
    verb: 'Deprecate',
  },
  summary: 'Say that a release should no longer be used',
});

/** Takes a deprecation back. */
export const registryUndeprecate = moveOperation({
  ...{ id: 'registry.undeprecate', group: LIFECYCLE, capability: DEPRECATE, move: 'undeprecate' },
  verb: 'Take back the deprecation of',
  summary: 'Take a deprecation back',
});

/** Keeps a release for those who have locked it, and shows it to nobody else. */
export const registryArchive = moveOperation({
  ...{ id: 'registry.archive', group: LIFECYCLE, capability: DEPRECATE, move: 'archive', verb: 'Archive' },
  summary: 'Archive a release',
});

/** Archived to where it was. */
export const registryRestore = moveOperation({
  ...{ id: 'registry.restore', group: LIFECYCLE, capability: DEPRECATE, move: 'restore', verb: 'Restore' },
  summary: 'Bring an archived release back to where it was',
});

/** Removes a release and leaves a tombstone: its version is never free again. */
export const registryDelete = moveOperation({
  ...{ id: 'registry.delete', group: 'CRUD', capability: 'artifact:delete', move: 'delete', verb: 'Delete' },
  summary: 'Delete a release for good, and leave a tombstone',
});

/** Nobody gets the release any more who has not locked it. */
export const versionYank = moveOperation({
  ...{ id: 'version.yank', group: VERSIONS, capability: DEPRECATE, move: 'yank', verb: 'Yank' },
  summary: 'Take a release out of what resolvers choose',
});

/** Takes a yank back. */
export const versionUnyank = moveOperation({
  ...{ id: 'version.unyank', group: VERSIONS, capability: DEPRECATE, move: 'unyank' },
  verb: 'Take back the yank of',
  summary: 'Take a yank back',
});
