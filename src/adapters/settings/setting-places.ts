import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { SettingFile, SettingFileLayer } from '../../operations/index.ts';
import { ownFolderOf } from '../system/index.ts';

/** What says where settings are. */
export interface SettingPlaces {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the run began. */
  readonly folder: string;
  /** The user's file, where one is named; it must be there. */
  readonly named: string | undefined;
}

const REGISTRY_FILE = 'registry.yaml';
const PROJECT_FILE = 'hyper.yaml';
const PROJECT_SETTINGS = 'hyper.config.yaml';

/**
 * The files of settings, from the weakest: the machine's (`HYPER_SYSTEM_CONFIG`, else `/etc/hyper/config.yaml` or
 * `%PROGRAMDATA%`), the user's (unless it lies in a registry), and `hyper.config.yaml` beside the nearest `hyper.yaml` upwards. In a
 * registry no project is looked for: what stands there is for others to propose (C05). A layer without a place is left out. Errors: `HYPER_SETTINGS_UNREADABLE`.
 */
export function readSettingFiles(places: SettingPlaces): readonly SettingFile[] {
  const { named, folder } = places;
  const layers = ['system', 'user', 'project'] as const;
  return layers.flatMap((layer) => {
    const path = settingPathOf(layer, places);
    if (path === undefined) return [];
    const isNamed = layer === 'user' && named !== undefined;
    return [{ layer, path, bytes: readIfThere(resolve(folder, path), isNamed) }];
  });
}

/** The file of a layer, there or not; undefined where the layer has no place. */
export function settingPathOf(
  layer: SettingFileLayer,
  { environment, folder, named }: SettingPlaces,
): string | undefined {
  if (layer === 'system') return systemPath(environment);
  if (layer === 'project') {
    const project = projectFolder(folder);
    return project === undefined ? undefined : join(project, PROJECT_SETTINGS);
  }
  if (named !== undefined) return resolve(folder, named);
  const own = ownFolderOf(environment);
  return own === undefined ? undefined : join(own, 'config.yaml');
}

function systemPath(environment: SettingPlaces['environment']): string | undefined {
  const named = environment['HYPER_SYSTEM_CONFIG'];
  if (named !== undefined) return isAbsolute(named) ? named : undefined;
  const data = environment['PROGRAMDATA'];
  return data !== undefined && isAbsolute(data)
    ? join(data, 'hyper', 'config.yaml')
    : '/etc/hyper/config.yaml';
}

function projectFolder(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, REGISTRY_FILE))) return undefined;
    if (existsSync(join(folder, PROJECT_FILE))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

function readIfThere(path: string, isNamed: boolean): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (!isNamed) return undefined;
    throw new HyperError('HYPER_SETTINGS_UNREADABLE', `cannot read the settings file "${toOneLine(path)}"`, {
      hint: 'check the path that stands after --config',
      cause: error,
    });
  }
}
