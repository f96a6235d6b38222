import { Buffer } from 'node:buffer';
import { HyperError } from '../../core/index.ts';
import { editDocument } from '../../document/index.ts';
import { SCHEMA_BASE_URL } from '../../manifest/index.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';
import { describeEdits } from '../trust/trust-context.ts';
import type { EditedFile } from '../trust/trust-context.ts';
import { assertAllowed, findSetting, parseSettings, toSettingValue } from './setting-files.ts';
import type { SettingFileLayer } from './setting-table.ts';
import type { SettingsContext } from './settings-context.ts';

export interface ConfigSetInput {
  readonly key: string;
  readonly value: string;
  readonly layer: SettingFileLayer;
  /** Shows what would change, and writes nothing. */
  readonly isDryRun: boolean;
}

export interface ConfigUnsetInput {
  readonly key: string;
  readonly layer: SettingFileLayer;
  /** Shows what would change, and writes nothing. */
  readonly isDryRun: boolean;
}

export interface ConfigChangeData {
  readonly key: string;
  readonly layer: SettingFileLayer;
  /** Absolute. */
  readonly path: string;
  /** False where the file said so already. */
  readonly isChanged: boolean;
  readonly isDryRun: boolean;
  /** The file as it changes, or would; none where it stays as it is. */
  readonly files: readonly EditedFile[];
}

const HEAD = `# yaml-language-server: $schema=${SCHEMA_BASE_URL}/settings.schema.json\n`;

/**
 * Writes a setting into the file of a layer; comments and order of the file stay. Errors: `HYPER_SETTING_UNKNOWN`,
 * `HYPER_SETTING_SECRET`, `HYPER_SETTING_LAYER`, `HYPER_SETTINGS_INVALID`.
 */
export const configSet: Operation<ConfigSetInput, ConfigChangeData, SettingsContext> = {
  id: 'config.set',
  group: 'config',
  summary: 'Set a setting in a file of settings',
  run: async (context, { key, value, layer, isDryRun }) => {
    const setting = findSetting(key);
    assertAllowed(setting, layer);
    return change(context, { key, layer, isDryRun }, toSettingValue(setting, value));
  },
};

/** Takes a setting out of the file of a layer. Errors: `HYPER_SETTING_UNKNOWN`, `HYPER_SETTING_UNSET`. */
export const configUnset: Operation<ConfigUnsetInput, ConfigChangeData, SettingsContext> = {
  id: 'config.unset',
  group: 'config',
  summary: 'Take a setting out of a file of settings',
  run: async (context, { key, layer, isDryRun }) => {
    findSetting(key);
    const outcome = await change(context, { key, layer, isDryRun }, undefined);
    if (outcome.data.isChanged) return outcome;
    throw new HyperError('HYPER_SETTING_UNSET', `"${key}" is not set in the ${layer}'s settings`, {
      hint: 'hyper config list --show-origin',
    });
  },
};

async function change(
  context: SettingsContext,
  { key, layer, isDryRun }: ConfigUnsetInput,
  value: string | boolean | undefined,
): Promise<Outcome<ConfigChangeData>> {
  const path = context.pathOf(layer);
  const { bytes } = context.sources.files.find((file) => file.layer === layer) ?? { bytes: undefined };
  const before = bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
  if (bytes !== undefined) parseSettings({ layer, path, bytes });
  const after = edited(before, key, value);
  const isChanged = after !== before;
  if (isChanged && !isDryRun) await context.write(path, after);
  const files = isChanged ? describeEdits([{ path, before: bytes, after: Buffer.from(after) }]) : [];
  const data = { key, layer, path, isChanged, isDryRun, files };
  return { verdict: 'pass', diagnostics: [], data, isLasting: isChanged && !isDryRun };
}

function edited(text: string, key: string, value: string | boolean | undefined): string {
  const isEmpty = text.split('\n').every((line) => line.trim() === '' || line.trimStart().startsWith('#'));
  if (!isEmpty) return editDocument(text, [{ pointer: [key], value }]);
  if (value === undefined) return text;
  const head = text === '' ? HEAD : text.replace(/(?<!\n)$/u, '\n');
  return `${head}${key}: ${JSON.stringify(value)}\n`;
}
