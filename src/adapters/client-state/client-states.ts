import { Buffer } from 'node:buffer';
import { dirname, join } from 'node:path';
import { HyperError, isJsonObject, sortedBy, toOneLine } from '../../core/index.ts';
import type { Digest, JsonValue } from '../../core/index.ts';
import type { ClientState, ClientStates, ReadNotes } from '../../operations/index.ts';
import type { SeenRevision, SeenRevisions } from '../../signing/index.ts';
import { toWriteError, withLock, writeFileAtomic } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;
/** More than `MAX_SEEN_REVISIONS` revisions take. */
const MAX_STATE_BYTES = 128 * 1024 * 1024;
const FORMAT_VERSION = 2;
/** Without revisions. */
const FIRST_FORMAT_VERSION = 1;

/**
 * What the client remembers, in `trust/<registry id>.json` below the user's configuration folder. A file that cannot be
 * read stops whoever asks: to begin anew in silence would be to forget what keeps old states out. So does an environment
 * that names no such folder: another one, such as the current, could be that of a registry, which would vouch for itself.
 * `notes` takes what was read.
 */
export function openClientStates(
  context: FilesContext,
  configFolder: string | undefined,
  notes?: ReadNotes,
): ClientStates {
  if (configFolder === undefined) return homeless();
  const folder = join(configFolder, 'trust');
  const fileOf = (registry: string): string => join(folder, `${toFileName(registry)}.json`);
  const read = async (registry: string): Promise<ClientState | undefined> => {
    const file = fileOf(registry);
    const bytes = await readBytes(context, file);
    notes?.file(file, bytes);
    if (bytes === undefined) return undefined;
    const state = parseClientState(Buffer.from(bytes).toString('utf8'));
    if (state !== undefined) return state;
    throw new HyperError('HYPER_STATE_UNREADABLE', `"${toOneLine(file)}" is not what hyper wrote`, {
      hint: 'restore the file; if it is lost, ask the keepers for the digest of the root, remove it, and give --root sha256:…',
    });
  };
  return {
    read,
    update: async (registry, change) => {
      notes?.spoil();
      const file = fileOf(registry);
      await makeFolders(context, folder).catch((error: unknown) => {
        throw toWriteError(folder, error);
      });
      await withLock(context, folder, async () => {
        const state = change(await read(registry));
        if (state === undefined) return;
        const name = file.slice(folder.length + 1);
        await writeFileAtomic(context, folder, name, Buffer.from(renderClientState(state)));
      });
    },
  };
}

/** Undefined where there is no such file; no bytes where it cannot be read, which no state has. */
async function readBytes({ fileSystem }: FilesContext, file: string): Promise<Uint8Array | undefined> {
  try {
    const stat = await fileSystem.stat(file);
    if (stat === undefined) return undefined;
    if (stat.kind === 'file' && stat.size <= MAX_STATE_BYTES) return await fileSystem.readFile(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
  return new Uint8Array();
}

function homeless(): ClientStates {
  const stop = (): Promise<never> =>
    Promise.reject(
      new HyperError(
        'HYPER_STATE_UNREADABLE',
        'the environment names no folder outside of registries for what hyper believes',
        {
          hint: 'set HOME, or XDG_CONFIG_HOME to a folder of yours',
        },
      ),
    );
  return { read: stop, update: stop };
}

/** The text of a state: the revisions a line each, in byte order of paths. Pure. */
export function renderClientState({ rootVersion, rootDigest, checkpoint, revisions }: ClientState): string {
  const known = checkpoint === undefined ? {} : { checkpoint };
  const head = JSON.stringify({ formatVersion: FORMAT_VERSION, rootVersion, rootDigest, ...known }, null, 2);
  if (revisions === undefined || revisions.size === 0) return `${head}\n`;
  const lines = sortedBy(revisions, ([path]) => path).map(
    ([path, { revision, digest }]) => `    ${JSON.stringify(path)}: ${JSON.stringify([revision, digest])}`,
  );
  return `${head.slice(0, -'\n}'.length)},\n  "revisions": {\n${lines.join(',\n')}\n  }\n}\n`;
}

/** The state that a text holds; undefined where it is none. Pure. */
export function parseClientState(text: string): ClientState | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value)) return undefined;
  const { formatVersion, rootVersion, rootDigest, checkpoint, revisions } = value;
  if (formatVersion !== FORMAT_VERSION && formatVersion !== FIRST_FORMAT_VERSION) return undefined;
  if (!isPlace(rootVersion) || !isDigest(rootDigest)) return undefined;
  const known = checkpoint === undefined ? {} : { checkpoint: parseCheckpoint(checkpoint) };
  const seen = revisions === undefined ? {} : { revisions: parseRevisions(revisions) };
  if (!isComplete(known) || !isComplete(seen)) return undefined;
  return { rootVersion, rootDigest, ...known, ...seen };
}

/** Whether what was there could be read. */
function isComplete<Value extends object>(
  fields: Value,
): fields is { [Name in keyof Value]: Exclude<Value[Name], undefined> } {
  return Object.values(fields).every((field) => field !== undefined);
}

function parseRevisions(value: JsonValue): SeenRevisions | undefined {
  if (!isJsonObject(value)) return undefined;
  const seen = new Map<string, SeenRevision>();
  for (const [path, entry] of Object.entries(value)) {
    if (!Array.isArray(entry)) return undefined;
    const [revision, digest] = entry as readonly JsonValue[];
    if (!isPlace(revision) || !isDigest(digest)) return undefined;
    seen.set(path, { revision, digest });
  }
  return seen;
}

function parseCheckpoint(value: JsonValue): ClientState['checkpoint'] {
  if (!isJsonObject(value)) return undefined;
  const { sequence, commit, digest, time, trail } = value;
  const isTold = isPlace(sequence) && typeof commit === 'string' && typeof time === 'string';
  if (!isTold || !isDigest(digest) || !Array.isArray(trail)) return undefined;
  const places = (trail as readonly JsonValue[]).flatMap((entry) => toPlace(entry) ?? []);
  if (places.length < trail.length || Number.isNaN(Date.parse(time))) return undefined;
  return { sequence, commit, digest, time, trail: places };
}

function toPlace(entry: JsonValue): [readonly [sequence: number, commit: string]] | undefined {
  if (!Array.isArray(entry)) return undefined;
  const [sequence, commit] = entry as readonly JsonValue[];
  return isPlace(sequence) && typeof commit === 'string' ? [[sequence, commit]] : undefined;
}

function isPlace(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

function isDigest(value: JsonValue | undefined): value is Digest {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/u.test(value);
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Ids are repository content: only a plain one becomes a file name. */
function toFileName(registry: string): string {
  if (UUID.test(registry)) return registry;
  throw new HyperError('HYPER_STATE_UNREADABLE', `"${toOneLine(registry)}" is no id of a registry`, {
    hint: 'write a UUID as the id in registry.yaml',
  });
}

async function makeFolders(context: FilesContext, folder: string): Promise<void> {
  if ((await context.fileSystem.stat(folder)) !== undefined) return;
  await makeFolders(context, dirname(folder));
  await context.fileSystem.createFolder(folder);
}
