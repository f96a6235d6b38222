import {
  downgrade,
  lintFix,
  migrate,
  namespaceCreate,
  namespaceDelete,
  namespaceGrant,
  namespacePolicy,
  namespaceQuota,
  namespaceRevoke,
  registryArchive,
  registryCreate,
  registryDelete,
  registryDeprecate,
  registryPublish,
  registryRename,
  registryRestore,
  registryTransfer,
  registryUndeprecate,
  registryUnpublish,
  registryUpdate,
  sync,
  upgrade,
  versionPromote,
  versionTag,
  versionUnyank,
  versionYank,
} from '../../../../../src/operations/index.ts';
import type { MoveInput, Operation, WriteContext, WriteData } from '../../../../../src/operations/index.ts';
import { changeRegistry } from '../../../../build/change-repository.ts';
import { createTestRepository } from '../../../../build/git-repository.ts';
import { namespace, release, stateText } from '../../../../build/manifests.ts';
import { EDIT, NO_FIELDS, PLAIN_RELEASE, writeContext } from '../../../../build/write-world.ts';
import { call } from './call.ts';
import type { Call, Room } from './call.ts';

const PARSER = 'org.acme/parser';
const RELEASE = { reference: `${PARSER}@1.1.0`, reason: 'A reason.' } as const;
const NOWHERE = [{ reference: 'org.acme/nothing' }, 'HYPER_ARTIFACT_MISSING'] as const;
const NO_NAMESPACE = [{ path: 'org.nothing' }, 'HYPER_NAMESPACE_MISSING'] as const;
const WRITE = { ...EDIT, mode: 'commit' } as const;
const FILES = changeRegistry();
const PLAIN = { files: FILES } as const;
const writing = ({ folder }: Room): WriteContext => writeContext(folder);

type Move = Operation<MoveInput, WriteData, WriteContext>;

/** A move of a release after others of it. */
function move(operation: Move, before: readonly Move[] = [], demands?: readonly string[]): Call {
  return call(operation, writing, { ...WRITE, ...RELEASE }, NOWHERE, {
    ...PLAIN,
    ...(demands === undefined ? {} : { demands }),
    before: async (room) => {
      for (const one of before) await one.run(writing(room), { ...WRITE, ...RELEASE });
    },
  });
}

const DRAFT = { ...PLAIN_RELEASE, type: 'service', name: `${PARSER}@2.0.0` } as const;
const makeDraft = async (room: Room): Promise<unknown> =>
  registryCreate.run(writing(room), { ...WRITE, ...DRAFT });

const NO_UPDATE = {
  ...{ ...NO_FIELDS, content: undefined, mediaType: undefined, uri: undefined, readme: undefined },
  ...{ changelog: undefined, notice: undefined },
} as const;

const PUBLISH = ['artifact:create', 'artifact:publish'] as const;
const MOVED = [...PUBLISH, 'artifact:update'] as const;

/** Operations that write a registry; each is committed, and the gate says what the commit needs. */
export const WRITING_CALLS: readonly Call[] = [
  call(
    registryCreate,
    writing,
    { ...WRITE, ...DRAFT },
    [{ type: 'nothing' }, 'HYPER_TEMPLATE_MISSING'],
    PLAIN,
  ),
  call(
    registryUpdate,
    writing,
    { ...WRITE, ...NO_UPDATE, reference: `${PARSER}@2.0.0`, description: 'Another.' },
    [{ set: ['name=x'] }, 'HYPER_FIELD_UNSETTABLE'],
    { ...PLAIN, before: makeDraft },
  ),
  call(
    lintFix,
    writing,
    { ...WRITE, path: undefined, changedSince: undefined, isEvery: false },
    [{ changedSince: 'no-such-branch' }, 'HYPER_REVISION_UNKNOWN'],
    {
      files: {
        ...FILES,
        ...release(PARSER, '2.0.0'),
        'namespaces/org/acme/parser/artifact.yaml': stateText(
          PARSER,
          'releases:\n  "2.0.0":\n    state: draft\n',
        ),
      },
    },
  ),
  call(
    sync,
    writing,
    () => {
      const { folder } = createTestRepository({ ...FILES, ...release('org.acme/printer', '1.0.0') });
      return { ...WRITE, source: folder, at: 'HEAD', mirrored: 'org.acme' };
    },
    [{ mirrored: 'org.nothing' }, 'HYPER_NAMESPACE_MISSING'],
    { ...PLAIN, demands: PUBLISH },
  ),
  call(registryPublish, writing, { ...WRITE, ...RELEASE, reference: `${PARSER}@2.0.0` }, NOWHERE, {
    ...PLAIN,
    before: makeDraft,
    demands: ['artifact:publish', 'artifact:update'],
  }),
  // It takes the tag from the release too.
  move(registryDelete, [], ['artifact:delete', 'artifact:update']),
  move(registryUnpublish),
  move(registryDeprecate),
  move(registryUndeprecate, [registryDeprecate]),
  move(registryArchive),
  move(registryRestore, [registryArchive]),
  move(versionYank),
  move(versionUnyank, [versionYank]),
  call(
    registryRename,
    writing,
    { ...WRITE, reference: PARSER, to: 'reader', reason: 'A better name.' },
    NOWHERE,
    { ...PLAIN, demands: MOVED },
  ),
  call(
    registryTransfer,
    writing,
    { ...WRITE, reference: PARSER, to: 'org.globex', reason: 'They keep it.' },
    NOWHERE,
    { ...PLAIN, demands: MOVED },
  ),
  call(
    versionTag,
    writing,
    { ...WRITE, reference: `${PARSER}@1.0.0`, tag: 'old', isRemoved: false },
    [{ tag: 'latest' }, 'HYPER_FIELD_COMPUTED'],
    PLAIN,
  ),
  call(
    versionPromote,
    writing,
    { ...WRITE, reference: `${PARSER}@1.0.0`, channel: 'stable' },
    NOWHERE,
    PLAIN,
  ),
  call(
    namespaceCreate,
    writing,
    {
      ...{ ...WRITE, path: 'org.acme.data', owner: undefined, description: 'Data.', visibility: undefined },
      ...{ quotas: {}, labels: [], admins: [] },
    },
    [{ path: 'Org..acme' }, 'HYPER_NAMESPACE_SEPARATOR'],
    PLAIN,
  ),
  call(namespaceDelete, writing, { ...WRITE, path: 'org.empty', reason: 'Nobody uses it.' }, NO_NAMESPACE, {
    files: { ...FILES, ...namespace('org.empty') },
  }),
  call(
    namespaceGrant,
    writing,
    {
      ...WRITE,
      path: 'org.acme',
      principal: 'github:77',
      role: 'publisher',
      expiresAt: undefined,
      reason: undefined,
    },
    [{ role: 'nothing' }, 'HYPER_GRANT_ROLE'],
    PLAIN,
  ),
  call(
    namespaceRevoke,
    writing,
    { ...WRITE, path: 'org.acme', principal: 'github:2', role: undefined, reason: undefined },
    [{ principal: 'github:99' }, 'HYPER_GRANT_UNKNOWN'],
    PLAIN,
  ),
  call(
    namespacePolicy,
    writing,
    { ...WRITE, path: 'org.acme', add: ['licence-allow-list'], remove: [], overrides: [], reason: undefined },
    [{ add: ['no-such-policy'] }, 'HYPER_TEMPLATE_MISSING'],
    PLAIN,
  ),
  call(
    namespaceQuota,
    writing,
    { ...WRITE, path: 'org.acme', quotas: { artifacts: 100 }, reason: undefined },
    NO_NAMESPACE,
    PLAIN,
  ),
  call(migrate, writing, { ...WRITE, to: 2, fanOutFrom: 1 }, [{ to: 9 }, 'HYPER_MIGRATION_UNKNOWN'], PLAIN),
  call(
    upgrade,
    writing,
    { ...WRITE, reference: PARSER, to: undefined },
    [{ to: 9 }, 'HYPER_MIGRATION_UNKNOWN'],
    PLAIN,
  ),
  call(
    downgrade,
    writing,
    { ...WRITE, reference: PARSER, to: undefined },
    [{ to: 9 }, 'HYPER_MIGRATION_UNKNOWN'],
    {
      ...PLAIN,
      before: async (room) => upgrade.run(writing(room), { ...WRITE, reference: PARSER, to: undefined }),
    },
  ),
];
