import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPullContext } from '../../../../../src/composition.ts';
import {
  depsAdd,
  depsGraph,
  depsList,
  depsOutdated,
  depsRemove,
  depsResolve,
  depsTree,
  depsVerify,
  depsWhy,
  depsWhyNot,
  pull,
} from '../../../../../src/operations/index.ts';
import type { DepsContext, PullContext } from '../../../../../src/operations/index.ts';
import { testGitEnvironment } from '../../../../build/git-repository.ts';
import { testFacts } from '../../../../build/registry-context.ts';
import { signedRegistry } from '../../../../build/signed-registry.ts';
import { verifyContext } from '../../../../build/verify-context.ts';
import { call } from './call.ts';
import type { Call, Room } from './call.ts';

const RUNNER = 'org.acme.tools/runner';
const PARSER = 'org.acme/parser';
const FILES = signedRegistry();
/** The cache is beside the project. */
const environmentOf = (room: Room): Record<string, string> =>
  testGitEnvironment({ XDG_CACHE_HOME: room.path('cache') });

async function project(room: Room): Promise<PullContext & DepsContext> {
  return createPullContext({}, testFacts(room.path(''), environmentOf(room)));
}

const DEPS = (room: Room) =>
  ({
    ...{ registry: undefined, isRegistryFlag: false, namespace: undefined, project: room.path('hyper.yaml') },
    ...{ lock: undefined, at: undefined },
  }) as const;

/** A project that needs a release of the registry. */
function makeProject(room: Room): void {
  const registries = `registries:\n  - name: here\n    url: ${room.folder}\n`;
  const needs = `dependencies:\n  - artifact: ${PARSER}\n    version: ^1.0.0\n`;
  writeFileSync(
    room.path('hyper.yaml'),
    `apiVersion: hyper/v1\nkind: Project\nname: shop\n${registries}${needs}`,
  );
}

const RESOLVE = {
  ...{
    reference: undefined,
    isFrozen: false,
    isDryRun: false,
    isFresh: false,
    update: [],
    strategy: undefined,
    choices: [],
  },
} as const;

async function lockProject(room: Room): Promise<void> {
  makeProject(room);
  await depsResolve.run(await project(room), { ...DEPS(room), ...RESOLVE });
}

const BARE = { files: FILES, before: makeProject } as const;
const LOCKED = { files: FILES, before: lockProject } as const;
const PLATFORM = { os: 'linux', arch: 'x64' } as const;
const NO_PROJECT = [{ project: join('nowhere', 'hyper.yaml') }, 'HYPER_PROJECT_MISSING'] as const;

/** Operations on a project: they change nothing of a registry. */
export const PROJECT_CALLS: readonly Call[] = [
  call(
    depsAdd,
    project,
    (room) => ({
      ...{
        ...DEPS(room),
        references: [RUNNER],
        type: 'runtime' as const,
        isOptional: false,
        condition: undefined,
      },
      ...{ reason: undefined, isDryRun: false },
    }),
    [{ references: ['org.acme/nothing'] }, 'HYPER_ARTIFACT_MISSING'],
    BARE,
  ),
  call(
    depsRemove,
    project,
    (room) => ({ ...DEPS(room), references: [PARSER], type: undefined, isDryRun: false }),
    [{ references: ['org.acme/nothing'] }, 'HYPER_DEPENDENCY_ABSENT'],
    BARE,
  ),
  call(depsList, project, DEPS, NO_PROJECT, LOCKED),
  call(
    depsResolve,
    project,
    (room) => ({ ...DEPS(room), ...RESOLVE }),
    [{ choices: ['nothing'] }, 'HYPER_USAGE_FLAG_VALUE'],
    BARE,
  ),
  call(
    depsTree,
    project,
    (room) => ({ ...DEPS(room), reference: undefined, platform: PLATFORM }),
    NO_PROJECT,
    LOCKED,
  ),
  call(
    depsWhy,
    project,
    (room) => ({ ...DEPS(room), artifact: PARSER }),
    [{ artifact: 'org.acme/nothing' }, 'HYPER_DEPENDENCY_ABSENT'],
    LOCKED,
  ),
  call(
    depsWhyNot,
    project,
    (room) => ({ ...DEPS(room), release: `${PARSER}@1.0.0` }),
    [{ release: PARSER }, 'HYPER_REFERENCE_SELECTOR'],
    LOCKED,
  ),
  call(
    depsGraph,
    project,
    (room) => ({ ...DEPS(room), reference: undefined, form: 'mermaid' as const }),
    NO_PROJECT,
    LOCKED,
  ),
  call(depsOutdated, project, (room) => ({ ...DEPS(room), isAll: true }), NO_PROJECT, LOCKED),
  call(
    depsVerify,
    async (room) => ({ ...verifyContext(room.folder), ...(await project(room)) }),
    DEPS,
    NO_PROJECT,
    LOCKED,
  ),
  call(
    pull,
    project,
    (room) => ({
      ...{ ...DEPS(room), registry: room.folder, isRegistryFlag: true, reference: `${PARSER}@1.0.0` },
      ...{ to: room.path('vendor'), maxBytes: 1024 },
      ...{ platform: PLATFORM },
    }),
    [{ reference: 'org.acme/nothing' }, 'HYPER_RESOLVE_CONFLICT'],
    BARE,
  ),
];
