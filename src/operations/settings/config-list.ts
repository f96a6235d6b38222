import type { Operation } from '../operation.ts';
import { layerSettings } from './layered-settings.ts';
import type { FoundSetting } from './layered-settings.ts';
import { SETTINGS } from './setting-table.ts';
import type { SettingLayer } from './setting-table.ts';
import type { SettingsContext } from './settings-context.ts';

export interface ConfigListInput {
  /** True for settings that nobody set, too. */
  readonly isAll: boolean;
  /** True for where each value comes from, and for those that it hides. */
  readonly hasOrigins: boolean;
}

export interface ListedSetting {
  readonly key: string;
  /** null where it is not set, and for secrets. */
  readonly value: string | null;
  readonly isSet: boolean;
  readonly isSecret: boolean;
  /** Who says it; null where it is not set or was not asked for. */
  readonly layer: SettingLayer | null;
  /** A path, a variable or a flag; null as `layer`. */
  readonly origin: string | null;
  /** True where a stronger layer says something else. */
  readonly isHidden: boolean;
  readonly summary: string;
}

/** Lists what is set, each setting as it counts; with origins, also what it hides. Secrets are never in it. */
export const configList: Operation<ConfigListInput, readonly ListedSetting[], SettingsContext> = {
  id: 'config.list',
  group: 'config',
  summary: 'List the settings and where they come from',
  run: (context, { isAll, hasOrigins }) => {
    const found = layerSettings(context.sources);
    const data = SETTINGS.flatMap((setting): ListedSetting[] => {
      const said = found.filter((each) => each.setting === setting);
      if (said.length === 0) return isAll ? [toUnset(setting)] : [];
      const shown = hasOrigins ? said : said.slice(0, 1);
      return shown.map((each, index) => toListed(each, hasOrigins, index > 0));
    });
    return Promise.resolve({ verdict: 'pass', diagnostics: [], data });
  },
};

function toListed(
  { setting, layer, origin, value }: FoundSetting,
  hasOrigins: boolean,
  isHidden: boolean,
): ListedSetting {
  const { key, isSecret, summary } = setting;
  return {
    key,
    value: isSecret ? null : shownValue(setting, value),
    isSet: true,
    isSecret,
    layer: hasOrigins ? layer : null,
    origin: hasOrigins ? origin : null,
    isHidden,
    summary,
  };
}

function toUnset({ key, isSecret, summary }: FoundSetting['setting']): ListedSetting {
  return { key, value: null, isSet: false, isSecret, layer: null, origin: null, isHidden: false, summary };
}

/** A switch as it is written: true or false. Pure. */
export function shownValue({ type }: FoundSetting['setting'], value: string): string {
  if (type !== 'switch') return value;
  return value === '1' ? 'true' : 'false';
}
