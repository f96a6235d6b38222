import { isAbsolute, dirname, join } from 'node:path';
import { readSettingFiles } from '../adapters/settings/index.ts';
import type { SettingPlaces } from '../adapters/settings/index.ts';
import { FORMAT_NAMES } from '../report/index.ts';
import type { FormatName } from '../report/index.ts';
import { layerSettings } from '../operations/settings/layered-settings.ts';
import type { FoundSetting, SettingSources } from '../operations/settings/layered-settings.ts';

/** What a user sets once for all runs, as it counts for this one (C05: never read from a registry). */
export interface Settings {
  /** The registry where neither flag, environment nor folder names one. */
  readonly registry: string | undefined;
  /** The namespace that bare names are looked up in. */
  readonly namespace: string | undefined;
  /** How results are printed where no flag says it. */
  readonly output: FormatName | undefined;
  /** The environment, with what files say of variables that it does not hold; never of the registry, for the folder one
   *  stands in comes before a file. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly sources: SettingSources;
  readonly places: SettingPlaces;
}

/** What runs may be asked by flags that are settings too. */
const SETTING_FLAGS: readonly string[] = ['keys', 'namespace', 'output', 'registry', 'root', 'trusted-root'];

/**
 * Reads the settings of this run. Errors: `HYPER_SETTINGS_UNREADABLE`, `HYPER_SETTINGS_INVALID`, `HYPER_SETTING_LAYER`,
 * `HYPER_SETTING_SECRET`.
 */
export function openSettings(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): Settings {
  const flags = peekSettingFlags(words);
  const places = { environment, folder, named: peekValue(words, 'config') };
  const sources = { files: readSettingFiles(places), environment, flags };
  const found = layerSettings(sources);
  const fromFiles = found.filter(({ layer }) => layer !== 'flag' && layer !== 'environment');
  const variables = fromFiles
    .filter(({ setting }) => setting.key !== 'registry' && !isSet(environment[setting.variable]))
    .reverse()
    .map(({ setting, value }) => [setting.variable, value] as const);
  const inFile = (key: string): FoundSetting | undefined =>
    fromFiles.find(({ setting }) => setting.key === key);
  const output = found.find(({ setting, layer }) => setting.key === 'output' && layer !== 'flag')?.value;
  const registry = inFile('registry');
  const namespace = environment['HYPER_NAMESPACE'];
  return {
    registry: registry === undefined ? undefined : placeOf(registry),
    namespace: isSet(namespace) ? namespace : inFile('namespace')?.value,
    output: FORMAT_NAMES.find((name) => name === output),
    environment: { ...environment, ...Object.fromEntries(variables) },
    sources,
    places,
  };
}

/** A project's path begins at the project; everybody else's where the run begins, as it always did. */
function placeOf({ layer, value, origin }: FoundSetting): string {
  if (layer !== 'project' || value.includes('://') || isAbsolute(value)) return value;
  return join(dirname(origin), value);
}

function isSet(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

function peekSettingFlags(words: readonly string[]): ReadonlyMap<string, string> {
  const pairs = SETTING_FLAGS.flatMap((key) => {
    const value = peekValue(words, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return new Map(pairs);
}

/** The last value of a flag in bare words. */
function peekValue(words: readonly string[], name: string): string | undefined {
  const end = words.indexOf('--');
  const flags = end === -1 ? words : words.slice(0, end);
  const values = flags.flatMap((word, index) => {
    if (word === `--${name}`) return flags[index + 1] ?? [];
    return word.startsWith(`--${name}=`) ? [word.slice(name.length + 3)] : [];
  });
  return values.at(-1);
}
