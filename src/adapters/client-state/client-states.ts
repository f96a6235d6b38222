import { Buffer } from 'node:buffer';
import { dirname, join } from 'node:path';
import { HyperError, isJsonObject, toOneLine } from '../../core/index.ts';
import type { Digest, JsonObject, JsonValue } from '../../core/index.ts';
import type { ClientState, ClientStates } from '../../operations/index.ts';
import { toWriteError, withLock, writeFileAtomic } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;
const MAX_STATE_BYTES = 64 * 1024;

/**
 * What the client remembers, in `trust/<registry id>.json` below the user's configuration folder. A file that cannot be
 * read stops whoever asks: to begin anew in silence would be to forget what keeps old states out. So does an environment
 * that names no such folder: another one, such as the current, could be that of a registry, which would vouch for itself.
 */
export function openClientStates(context: FilesContext, configFolder: string | undefined): ClientStates {
  if (configFolder === undefined) return homeless();
  const folder = join(configFolder, 'trust');
  const fileOf = (registry: string): string => join(folder, `${toFileName(registry)}.json`);
  const read = async (registry: string): Promise<ClientState | undefined> => {
    const file = fileOf(registry);
    const bytes = await readBytes(context, file);
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
      new HyperError('HYPER_STATE_UNREADABLE', 'the environment names no folder for what hyper believes', {
        hint: 'set HOME, or XDG_CONFIG_HOME to a folder of yours',
      }),
    );
  return { read: stop, update: stop };
}

/** The text of a state. Pure. */
export function renderClientState({ rootVersion, rootDigest, checkpoint }: ClientState): string {
  const known = checkpoint === undefined ? {} : { checkpoint };
  return `${JSON.stringify({ formatVersion: 1, rootVersion, rootDigest, ...known }, null, 2)}\n`;
}

/** The state that a text holds; undefined where it is none. Pure. */
export function parseClientState(text: string): ClientState | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value) || value['formatVersion'] !== 1) return undefined;
  const { rootVersion, rootDigest, checkpoint } = value;
  if (!isPlace(rootVersion) || !isDigest(rootDigest)) return undefined;
  if (checkpoint === undefined) return { rootVersion, rootDigest };
  if (!isJsonObject(checkpoint)) return undefined;
  const known = parseCheckpoint(checkpoint);
  return known === undefined ? undefined : { rootVersion, rootDigest, checkpoint: known };
}

function parseCheckpoint(value: JsonObject): ClientState['checkpoint'] {
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
