import { HyperError, isJsonObject, toOneLine } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import { suggest } from '../../names/index.ts';
import { OUTPUT_VALUES, SETTINGS } from './setting-table.ts';
import type { SettingFileLayer, SettingRow } from './setting-table.ts';

/** A file of settings and where it is. */
export interface SettingFile {
  readonly layer: SettingFileLayer;
  /** Absolute. */
  readonly path: string;
  /** Undefined where the file is not there. */
  readonly bytes: Uint8Array | undefined;
}

/** The settings of a file by key, each as a text. Errors: `HYPER_SETTINGS_INVALID`, `HYPER_SETTING_LAYER`. Pure. */
export function parseSettings({ layer, path, bytes }: SettingFile): ReadonlyMap<string, string> {
  if (bytes === undefined) return new Map();
  const { document, diagnostics } = parseDocument(bytes);
  const value = document?.value;
  if (document !== undefined && value === null) return new Map();
  if (!isJsonObject(value)) throw invalid(path, diagnostics[0]?.message ?? 'expected a mapping');
  return new Map(
    Object.entries(value).map(([key, each]) => {
      const setting = SETTINGS.find((known) => known.key === key);
      if (setting === undefined) throw unknownIn(path, key);
      assertAllowed(setting, layer);
      return [key, toText(setting, each, path)] as const;
    }),
  );
}

/** The setting of a key. Errors: `HYPER_SETTING_UNKNOWN`. Pure. */
export function findSetting(key: string): SettingRow {
  const found = SETTINGS.find((known) => known.key === key);
  if (found !== undefined) return found;
  throw new HyperError('HYPER_SETTING_UNKNOWN', `there is no setting "${toOneLine(key)}"`, {
    hint: didYouMean(key) ?? 'hyper config list --all shows every setting',
  });
}

/** Throws where the layer may not hold the setting: `HYPER_SETTING_SECRET`, `HYPER_SETTING_LAYER`. Pure. */
export function assertAllowed(
  { key, variable, isSecret, isForProjects }: SettingRow,
  layer: SettingFileLayer,
): void {
  if (isSecret) {
    throw new HyperError('HYPER_SETTING_SECRET', `"${key}" is a secret, which no file of settings may hold`, {
      hint: `give it as ${variable}, from where your secrets are kept`,
    });
  }
  if (layer === 'project' && !isForProjects) {
    throw new HyperError('HYPER_SETTING_LAYER', `"${key}" may not be set by a project`, {
      hint: `hyper config set ${key} VALUE`,
    });
  }
}

/** The value as YAML holds it. Errors: `HYPER_SETTINGS_INVALID`. Pure. */
export function toSettingValue(setting: SettingRow, text: string): string | boolean {
  const value = setting.type === 'switch' && (text === 'true' || text === 'false') ? text === 'true' : text;
  toText(setting, value, undefined);
  return value;
}

function toText({ key, type }: SettingRow, value: JsonValue, path: string | undefined): string {
  if (type === 'switch') {
    if (typeof value === 'boolean') return value ? '1' : '0';
    throw invalid(path, `expected true or false for "${key}"`);
  }
  if (typeof value !== 'string' || value === '') throw invalid(path, `expected "${key}" to be a text`);
  if (type === 'format' && !OUTPUT_VALUES.includes(value)) {
    const [near] = suggest(value, OUTPUT_VALUES, 1);
    throw invalid(
      path,
      `expected one of ${OUTPUT_VALUES.join(', ')} for "${key}", got "${toOneLine(value)}"`,
      near === undefined ? undefined : `did you mean "${near}"?`,
    );
  }
  return value;
}

function unknownIn(path: string, key: string): HyperError {
  return invalid(path, `unknown setting "${toOneLine(key)}"`, didYouMean(key));
}

function didYouMean(key: string): string | undefined {
  const [nearest] = suggest(
    key,
    SETTINGS.map((known) => known.key),
  );
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}

function invalid(path: string | undefined, what: string, hint?: string): HyperError {
  const where = path === undefined ? '' : ` in the settings file "${toOneLine(path)}"`;
  return new HyperError('HYPER_SETTINGS_INVALID', `${what}${where}`, {
    hint: hint ?? 'hyper config list --all shows every setting',
  });
}
