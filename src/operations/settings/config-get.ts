import { HyperError } from '../../core/index.ts';
import type { Operation } from '../operation.ts';
import { shownValue } from './config-list.ts';
import { layerSettings } from './layered-settings.ts';
import { findSetting } from './setting-files.ts';
import type { SettingLayer } from './setting-table.ts';
import type { SettingsContext } from './settings-context.ts';

export interface ConfigGetInput {
  readonly key: string;
}

export interface ConfigGetData {
  readonly key: string;
  /** null for a secret. */
  readonly value: string | null;
  readonly layer: SettingLayer;
  readonly origin: string;
}

/**
 * Says what a setting is. Errors: `HYPER_SETTING_UNKNOWN`, `HYPER_SETTING_UNSET`.
 */
export const configGet: Operation<ConfigGetInput, ConfigGetData, SettingsContext> = {
  id: 'config.get',
  group: 'config',
  summary: 'Say what a setting is',
  run: (context, { key }) => {
    const setting = findSetting(key);
    const found = layerSettings(context.sources).find((each) => each.setting === setting);
    if (found === undefined) {
      throw new HyperError('HYPER_SETTING_UNSET', `"${key}" is not set`, {
        hint: setting.isSecret ? `give it as ${setting.variable}` : `hyper config set ${key} VALUE`,
      });
    }
    const { layer, origin } = found;
    const value = setting.isSecret ? null : shownValue(setting, found.value);
    return Promise.resolve({ verdict: 'pass', diagnostics: [], data: { key, value, layer, origin } });
  },
};
