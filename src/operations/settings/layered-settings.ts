import { parseSettings } from './setting-files.ts';
import type { SettingFile } from './setting-files.ts';
import { SETTINGS } from './setting-table.ts';
import type { SettingLayer, SettingRow } from './setting-table.ts';

/** Where settings come from, all that there is. */
export interface SettingSources {
  /** From the weakest to the strongest. */
  readonly files: readonly SettingFile[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What flags of this run say, by key. */
  readonly flags: ReadonlyMap<string, string>;
}

/** A value of a setting and who says it. */
export interface FoundSetting {
  readonly setting: SettingRow;
  readonly layer: SettingLayer;
  /** The path of a file, the name of a variable, or `--flag`. */
  readonly origin: string;
  /** A switch is `1` or `0`. */
  readonly value: string;
}

/**
 * What each layer says of each setting, by key; of several the strongest comes first. An empty variable says nothing.
 * Errors: `HYPER_SETTINGS_INVALID`, `HYPER_SETTING_LAYER`, `HYPER_SETTING_SECRET`. Pure.
 */
export function layerSettings({ files, environment, flags }: SettingSources): readonly FoundSetting[] {
  const parsed = files.map((file) => ({ file, values: parseSettings(file) })).reverse();
  return SETTINGS.flatMap((setting) => {
    const { key, variable } = setting;
    const found: FoundSetting[] = [];
    const flag = flags.get(key);
    if (flag !== undefined) found.push({ setting, layer: 'flag', origin: `--${key}`, value: flag });
    const text = environment[variable];
    if (text !== undefined && text !== '') {
      found.push({ setting, layer: 'environment', origin: variable, value: text });
    }
    for (const { file, values } of parsed) {
      const value = values.get(key);
      if (value !== undefined) found.push({ setting, layer: file.layer, origin: file.path, value });
    }
    return found;
  });
}
