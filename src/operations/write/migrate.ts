import { HyperError, MAX_MANIFEST_BYTES, compareText, toOneLine } from '../../core/index.ts';
import type { DocumentEdit } from '../../document/index.ts';
import { planRevision } from '../../lifecycle/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { NEWEST_FORMAT } from '../../manifest/index.ts';
import { fanOutOf, folderOf, layoutOf, roleOf, toPhysicalPath } from '../../registry/index.ts';
import type { Snapshot, TreeEntry } from '../../registry/index.ts';
import type { Operation } from '../operation.ts';
import { runWrite } from './run-write.ts';
import type { WritePlan } from './run-write.ts';
import type { WriteContext, WritePlace } from './write-context.ts';
import type { WriteData, WriteInput } from './write-data.ts';

export interface MigrateInput extends WriteInput {
  /** The format to migrate to; undefined: the newest. */
  readonly to: number | undefined;
  /** Namespaces of at least so many artifacts are fanned out. */
  readonly fanOutFrom: number;
}

/** Files of artifacts, texts among them, are far smaller. */
const MAX_READ_BYTES = 16 * MAX_MANIFEST_BYTES;
const REGISTRY = 'registry.yaml';

/**
 * Brings a whole registry to another format: registry.yaml, and every file to where that format puts it, byte for byte.
 * Up to 2, namespaces with very many artifacts are fanned out, also those that grew since; down to 1, none is. Errors:
 * `HYPER_MIGRATION_UNKNOWN`, `HYPER_COMMIT_IMPOSSIBLE` where the working tree has changes that are not committed.
 */
export const migrate: Operation<MigrateInput, WriteData, WriteContext> = {
  id: 'migrate',
  group: 'admin',
  summary: 'Bring a whole registry to another format, or back',
  run: (context, input) => {
    const to = input.to ?? NEWEST_FORMAT;
    if (to < 1 || to > NEWEST_FORMAT) throw unknownFormat(to);
    return runWrite(context, input, { id: 'migrate', capability: 'registry:admin' }, (place) =>
      planMigration(place, to, input),
    );
  },
};

async function planMigration(place: WritePlace, to: number, input: MigrateInput): Promise<WritePlan> {
  const { snapshot } = place;
  if (input.mode === 'commit') await assertSettled(place);
  const from = snapshot.registry.formatVersion;
  const fanOut = to === 1 ? [] : wantedFanOut(snapshot, input.fanOutFrom);
  const registry = await planRegistry(place, to, fanOut);
  const moves = registry === undefined ? [] : await planMoves(place, new Set(fanOut));
  const facts = {
    from,
    to,
    namespaces: fanOut.length === 0 ? 'none fanned out' : `${fanOut.join(', ')} fanned out`,
    movedFiles: moves.length / 2,
  };
  const summary =
    from === to
      ? `Fan out ${toOneLine(fanOut.join(', '))}`
      : `Migrate the registry from format ${String(from)} to ${String(to)}`;
  return {
    edits: registry === undefined ? [] : [registry],
    ...(registry === undefined ? {} : { moves }),
    target: REGISTRY,
    summary,
    reason: undefined,
    facts,
    folder: '',
  };
}

/** Those that are fanned out, and those that hold enough artifacts. */
function wantedFanOut(snapshot: Snapshot, least: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const { namespace } of snapshot.index.artifacts.values()) {
    counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  const large = [...counts].filter(([, count]) => count >= least).map(([namespace]) => namespace);
  return [...new Set([...fanOutOf(snapshot.registry), ...large])].sort(compareText);
}

/** registry.yaml with its format, its fan-out and the next revision; undefined where it says so already. */
async function planRegistry(
  place: WritePlace,
  to: number,
  fanOut: readonly string[],
): Promise<PlannedEdit | undefined> {
  const before = await place.read(REGISTRY);
  if (before === undefined) throw new HyperError('HYPER_REGISTRY_MISSING', 'there is no registry.yaml');
  const changes: DocumentEdit[] = [
    { pointer: ['formatVersion'], value: to },
    { pointer: ['fanOut'], value: fanOut.length === 0 ? undefined : fanOut },
  ];
  const { revision = 1 } = place.snapshot.registry;
  return planRevision({ path: REGISTRY, bytes: before, kind: 'Registry', revision }, changes);
}

/** Every file of an artifact that lies elsewhere than it shall: taken from there, and put where it belongs. */
async function planMoves(
  { registry, snapshot }: WritePlace,
  fanOut: ReadonlySet<string>,
): Promise<PlannedEdit[]> {
  const layout = {
    ...layoutOf(snapshot.registry, snapshot.index),
    isFannedOut: (name: string) => fanOut.has(name),
  };
  const folders = new Set([...snapshot.index.artifacts.values()].map(({ folder }) => folder));
  const moving = (await registry.store.listTree(snapshot.revision)).filter(
    ({ path, at }) => folders.has(folderOf(path)) && toPhysicalPath(path, layout) !== (at ?? path),
  );
  const edits: PlannedEdit[] = [];
  for await (const blobs of registry.store.readBlobs(moving, MAX_READ_BYTES)) {
    for (const { bytes } of blobs) {
      const entry = moving[edits.length / 2];
      if (entry !== undefined) edits.push(...toMove(entry, bytes, toPhysicalPath(entry.path, layout)));
    }
  }
  return edits;
}

function toMove(
  { path, at }: TreeEntry,
  read: Uint8Array | undefined,
  to: string,
): readonly [PlannedEdit, PlannedEdit] {
  if (read === undefined) {
    throw new HyperError('HYPER_FILE_UNREADABLE', `cannot read "${toOneLine(path)}": it is too large`);
  }
  const bytes = Buffer.from(read);
  return [
    { path: at ?? path, before: bytes, after: undefined },
    { path: to, before: undefined, after: bytes },
  ];
}

function unknownFormat(to: number): HyperError {
  return new HyperError('HYPER_MIGRATION_UNKNOWN', `there is no format ${String(to)}`, {
    hint: `hyper migrate --to ${String(NEWEST_FORMAT)}, or --to 1`,
  });
}

/** A commit of all files must not take along what somebody is still at. */
async function assertSettled(place: WritePlace): Promise<void> {
  const open = (await place.uncommitted()).filter((path) => roleOf(path).kind !== 'other');
  if (open.length === 0) return;
  throw new HyperError('HYPER_COMMIT_IMPOSSIBLE', 'the working tree has changes that are not committed', {
    hint: 'commit them first: a migration comes alone',
  });
}
