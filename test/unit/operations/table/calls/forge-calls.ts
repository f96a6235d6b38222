import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  createForgeContext,
  createForgeShowContext,
  createHookInstallContext,
} from '../../../../../src/composition-forge.ts';
import {
  forgeEvent,
  forgeMerge,
  forgeReport,
  forgeShow,
  hookInstall,
  preReceive,
} from '../../../../../src/operations/index.ts';
import type { ForgeContext } from '../../../../../src/operations/index.ts';
import { PLAIN_PAINT, readReportMarkdown, renderReport, toReport } from '../../../../../src/report/index.ts';
import { pullRequestEvent } from '../../../../build/change-repository.ts';
import { cloneBare } from '../../../../build/git-repository.ts';
import { release } from '../../../../build/manifests.ts';
import { testFacts } from '../../../../build/registry-context.ts';
import { ciContext, runCi } from '../../../../build/run-ci.ts';
import { RULES } from '../../../../github/gatekeeper.ts';
import { openForgeWorld } from '../../../../github/forge-world.ts';
import type { ForgeWorld } from '../../../../github/forge-world.ts';
import { updateMergeRef } from '../../../../github/pull-refs.ts';
import type { FakePull } from '../../../../github/state.ts';
import { toTrigger, workflowRunTrigger } from '../../../../github/workflow/payloads.ts';
import { call } from './call.ts';
import type { Call, Room } from './call.ts';

const ROOM = { files: { 'README.md': '# Nothing of it is asked for\n' } } as const;
const FORMAT = { format: 'json', width: Infinity, paint: PLAIN_PAINT, isQuiet: false } as const;

/** A pull request at a fake GitHub, its event, and what hyper ci says of it. */
interface Forge {
  readonly world: ForgeWorld;
  readonly pull: FakePull;
}

let opened: Promise<Forge> | undefined;

function forge(): Promise<Forge> {
  opened ??= (async () => {
    const world = await openForgeWorld();
    const files = Object.fromEntries(
      Object.entries(release('org.acme/parser', '1.2.0')).map(([path, text]) => [path, String(text)]),
    );
    const pull = world.propose(world.person(2), files, { isOwnBranch: true });
    return { world, pull };
  })();
  return opened;
}

/** Ends the fake GitHub, where one was started. */
export async function closeForge(): Promise<void> {
  if (opened !== undefined) await (await opened).world.close();
}

async function forging(room: Room): Promise<ForgeContext> {
  const { world } = await forge();
  const { github, repository } = world;
  const rights = { contents: 'write', 'pull-requests': 'write', checks: 'write', actions: 'write' } as const;
  const environment = {
    ...{ PATH: process.env['PATH'], GITHUB_API_URL: github.apiUrl, GITHUB_SERVER_URL: github.url },
    ...{ GITHUB_REPOSITORY: 'acme/registry', GITHUB_TOKEN: github.workflowToken(repository, rights) },
  };
  return createForgeContext({}, { ...testFacts(room.path('')), environment });
}

async function writeEvent(room: Room): Promise<void> {
  const { world, pull } = await forge();
  const { repository } = world;
  const trigger = toTrigger({ kind: 'pull_request', action: 'opened', repository, pull }, updateMergeRef);
  if (trigger === undefined) throw new Error('a pull request that is opened starts something');
  const { payload } = workflowRunTrigger(trigger, 'check', 1, 'success');
  writeFileSync(room.path('event.json'), JSON.stringify(payload));
}

async function writeReport(room: Room): Promise<void> {
  await writeEvent(room);
  const { world } = await forge();
  const out = room.path('asked.json');
  const event = {
    event: room.path('event.json'),
    out,
    repository: undefined,
    fetchInto: undefined,
    teams: [],
  };
  await forgeEvent.run(await forging(room), event);
  const asked = existsSync(out) ? readFileSync(out, 'utf8') : '';
  const outcome = await runCi(world.repository.folder, {}, asked);
  writeFileSync(room.path('report.json'), (await renderReport(toReport('ci', outcome), FORMAT)).stdout);
}

const FILES = (room: Room) =>
  ({ report: room.path('report.json'), event: room.path('event.json'), repository: undefined }) as const;
const NO_EVENT = [{ event: 'no-such.json' }, 'HYPER_FILE_UNREADABLE'] as const;

/** Operations on a forge, and on a bare repository without one. */
export const FORGE_CALLS: readonly Call[] = [
  call(
    forgeEvent,
    forging,
    (room) => ({
      ...{ event: room.path('event.json'), out: room.path('asked.json'), repository: undefined },
      ...{ fetchInto: undefined, teams: [] },
    }),
    NO_EVENT,
    { ...ROOM, before: writeEvent },
  ),
  call(
    forgeReport,
    async (room) => ({ ...(await forging(room)), toMarkdown: readReportMarkdown }),
    FILES,
    NO_EVENT,
    { ...ROOM, before: writeReport },
  ),
  call(
    forgeMerge,
    forging,
    (room) => ({ ...FILES(room), rules: RULES, method: 'squash' as const, defaultBranch: 'main', start: [] }),
    NO_EVENT,
    { ...ROOM, before: writeReport },
  ),
  call(
    forgeShow,
    (room) => createForgeShowContext({}, testFacts(room.path(''))),
    (room) => ({ report: room.path('report.json') }),
    [{ report: 'no-such.json' }, 'HYPER_FILE_UNREADABLE'],
    { ...ROOM, before: writeReport },
  ),
  call(
    hookInstall,
    (room) => createHookInstallContext({}, testFacts(room.path(''))),
    (room) => ({ folder: cloneBare(room.repository), branch: 'main' }),
    [{ folder: 'no-such-folder' }, 'HYPER_HOOK_FOLDER'],
    ROOM,
  ),
  call(
    preReceive,
    (room) => {
      const head = room.repository.git('rev-parse', 'HEAD');
      return ciContext(room.folder, pullRequestEvent(head, head, { author: 2 }));
    },
    (room) => {
      const head = room.repository.git('rev-parse', 'HEAD');
      const updates = `${head} ${head} refs/heads/main\n`;
      return { registry: undefined, updates, branch: 'main', as: 'github:2' };
    },
    [{ updates: 'nonsense\n' }, 'HYPER_HOOK_INPUT'],
  ),
];
