import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSettings } from '../../../../../src/cli/settings.ts';
import {
  createBuildContext,
  createImportContext,
  createInitContext,
} from '../../../../../src/composition.ts';
import { createSettingsWorld } from '../../../../../src/composition-settings.ts';
import { createCacheContext, createIndexContext } from '../../../../../src/composition-upkeep.ts';
import { createExportContext, createImportArchiveContext } from '../../../../../src/composition-write.ts';
import { openSite } from '../../../../../src/adapters/site/index.ts';
import {
  build,
  cacheClear,
  configGet,
  configList,
  configSet,
  configUnset,
  exportNamespace,
  importArchive,
  importRegistry,
  indexRebuild,
  init,
  verifySite,
} from '../../../../../src/operations/index.ts';
import type { SettingsContext } from '../../../../../src/operations/index.ts';
import { changeRegistry } from '../../../../build/change-repository.ts';
import { testGitEnvironment } from '../../../../build/git-repository.ts';
import { testFacts } from '../../../../build/registry-context.ts';
import { signedRegistry } from '../../../../build/signed-registry.ts';
import { testSigning } from '../../../../build/site-signing.ts';
import { ROOT_DIGEST, verifyContext } from '../../../../build/verify-context.ts';
import { READ, call } from './call.ts';
import type { Call, Room } from './call.ts';

const SCHEMAS = fileURLToPath(new URL('../../../../../schemas', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../../../../fixtures/importers', import.meta.url));
const PLAIN = { files: changeRegistry() } as const;
const SIGNED = { files: signedRegistry() } as const;
const facts = (room: Room) =>
  testFacts(room.folder, testGitEnvironment({ XDG_CACHE_HOME: room.path('cache') }));
const beside = (room: Room) => testFacts(room.path(''));
const NO_REVISION = [{ at: 'no-such-branch' }, 'HYPER_REVISION_UNKNOWN'] as const;

function settings(room: Room): Promise<SettingsContext> {
  mkdirSync(room.path('home/hyper'), { recursive: true });
  const environment = { XDG_CONFIG_HOME: room.path('home'), HYPER_SYSTEM_CONFIG: room.path('system.yaml') };
  const { places, sources } = openSettings([], environment, room.path(''));
  return createSettingsWorld({}, places, sources);
}

const setNamespace = async (room: Room): Promise<unknown> =>
  configSet.run(await settings(room), {
    key: 'namespace',
    value: 'org.acme',
    layer: 'user',
    isDryRun: false,
  });

const building = (room: Room) => createBuildContext({}, facts(room), SCHEMAS, testSigning());
const BUILD = (room: Room) =>
  ({
    ...{ ...READ, out: room.path('site'), visibility: 'public' as const, isTolerant: false, isClean: false },
    signing: { key: 'online', time: undefined, expiresInDays: 30 },
  }) as const;
const exporting = (room: Room) => createExportContext({}, facts(room));
const EXPORT = (room: Room) =>
  ({ registry: undefined, namespace: 'org.acme', at: 'HEAD', out: room.path('acme.tar') }) as const;
const exportIt = async (room: Room): Promise<unknown> =>
  exportNamespace.run(await exporting(room), EXPORT(room));

/** Operations on this machine: folders, archives, settings, caches. */
export const MACHINE_CALLS: readonly Call[] = [
  call(
    init,
    (room) => createInitContext({}, beside(room), '0.1.0'),
    (room) => ({
      ...{
        folder: room.path('made'),
        kind: 'registry' as const,
        name: 'made',
        url: undefined,
        namespaces: [],
      },
      ...{ owner: 'acme', reviewers: [], commit: false, isDryRun: false },
    }),
    [{ name: 'No Name' }, 'HYPER_INIT_NAME'],
    PLAIN,
  ),
  call(
    importRegistry,
    (room) => createImportContext({}, beside(room)),
    (room) => ({
      ...{ source: `mcp:${join(FIXTURES, 'mcp.json')}`, into: room.path('made'), name: undefined },
      isBare: false,
    }),
    [{ source: 'nothing:x' }, 'HYPER_IMPORT_KIND_UNKNOWN'],
    PLAIN,
  ),
  call(exportNamespace, exporting, EXPORT, [{ namespace: 'org.nothing' }, 'HYPER_NAMESPACE_MISSING'], SIGNED),
  call(
    importArchive,
    (room) => createImportArchiveContext({}, beside(room)),
    (room) => ({ file: room.path('acme.tar'), into: room.path('made'), isBare: false }),
    [{ file: 'no-such.tar' }, 'HYPER_FILE_UNREADABLE'],
    { ...SIGNED, before: exportIt },
  ),
  call(build, building, BUILD, NO_REVISION, SIGNED),
  call(
    verifySite,
    (room) => ({
      ...verifyContext(room.folder),
      openSite: (place: string) => openSite(place, room.folder, undefined),
    }),
    (room) => ({ site: room.path('site'), root: ROOT_DIGEST, isStaleFine: false, isForgetting: false }),
    [{ site: 'no-such-site' }, 'HYPER_PATH_UNKNOWN'],
    { ...SIGNED, before: async (room) => build.run(await building(room), BUILD(room)) },
  ),
  call(
    indexRebuild,
    (room) => createIndexContext({}, facts(room)),
    (room) => ({ ...READ, out: room.path('index'), visibility: 'public' as const }),
    NO_REVISION,
    PLAIN,
  ),
  call(
    cacheClear,
    (room) => createCacheContext({}, facts(room)),
    { areas: [], isDryRun: false },
    [{ areas: ['nothing'] }, 'HYPER_CACHE_UNKNOWN'],
    {
      ...PLAIN,
      before: (room) => {
        mkdirSync(room.path('cache/hyper/content'), { recursive: true });
        writeFileSync(room.path('cache/hyper/content/a'), 'a');
      },
    },
  ),
  call(
    configSet,
    settings,
    { key: 'namespace', value: 'org.acme', layer: 'user', isDryRun: false },
    [{ key: 'nothing' }, 'HYPER_SETTING_UNKNOWN'],
    PLAIN,
  ),
  call(
    configUnset,
    settings,
    { key: 'namespace', layer: 'user', isDryRun: false },
    [{ key: 'nothing' }, 'HYPER_SETTING_UNKNOWN'],
    { ...PLAIN, before: setNamespace },
  ),
  call(configGet, settings, { key: 'namespace' }, [{ key: 'nothing' }, 'HYPER_SETTING_UNKNOWN'], {
    ...PLAIN,
    before: setNamespace,
  }),
  call(configList, settings, { isAll: true, hasOrigins: true }, null, { ...PLAIN, before: setNamespace }),
];
