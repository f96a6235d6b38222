import { join } from 'node:path';
import { nodeFileSystem } from '../adapters/files/index.ts';
import { configFolderOf } from '../adapters/system/index.ts';
import { HyperError, isJsonObject, toOneLine } from '../core/index.ts';
import { parseDocument } from '../document/index.ts';

/** What a user sets once for all runs. It is read from the user's own folder, never from a registry (ATTACKS C05). */
export interface Settings {
  /** The registry where neither flag, environment nor folder names one. */
  readonly registry: string | undefined;
  /** The namespace that bare names are looked up in. */
  readonly namespace: string | undefined;
}

const NO_SETTINGS: Settings = { registry: undefined, namespace: undefined };

/**
 * Reads the settings file: the one named, which must be there, or `hyper/config.yaml` in the user's configuration folder,
 * which need not. Errors: `HYPER_SETTINGS_UNREADABLE`, `HYPER_SETTINGS_INVALID`.
 */
export async function loadSettings(
  named: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Settings> {
  const path = named ?? defaultPath(environment);
  if (path === undefined) return NO_SETTINGS;
  let bytes: Uint8Array;
  try {
    bytes = await nodeFileSystem.readFile(path);
  } catch (error) {
    if (named === undefined) return NO_SETTINGS;
    throw new HyperError('HYPER_SETTINGS_UNREADABLE', `cannot read the settings file "${toOneLine(path)}"`, {
      hint: 'check the path that stands after --config',
      cause: error,
    });
  }
  return parseSettings(bytes, path);
}

/** Reads the bytes of a settings file. Errors: `HYPER_SETTINGS_INVALID`. */
export function parseSettings(bytes: Uint8Array, path: string): Settings {
  const { document, diagnostics } = parseDocument(bytes);
  const value = document?.value;
  const [fault] = diagnostics;
  if (!isJsonObject(value)) throw invalid(path, fault?.message ?? 'expected a mapping');
  for (const [name, each] of Object.entries(value)) {
    if (name !== 'registry' && name !== 'namespace')
      throw invalid(path, `unknown setting "${toOneLine(name)}"`);
    if (typeof each !== 'string') throw invalid(path, `expected "${name}" to be a text`);
  }
  const { registry, namespace } = value;
  return {
    registry: typeof registry === 'string' ? registry : undefined,
    namespace: typeof namespace === 'string' ? namespace : undefined,
  };
}

function defaultPath(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const folder = configFolderOf(environment);
  return folder === undefined ? undefined : join(folder, 'config.yaml');
}

function invalid(path: string, what: string): HyperError {
  return new HyperError('HYPER_SETTINGS_INVALID', `${what} in the settings file "${toOneLine(path)}"`, {
    hint: 'write "registry: FOLDER" and "namespace: PATH", or leave them out',
  });
}
