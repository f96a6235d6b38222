import type { OperationContext } from '../operation.ts';
import type { SettingFileLayer } from './setting-table.ts';
import type { SettingSources } from './layered-settings.ts';

/** What operations on settings need of the world. */
export interface SettingsContext extends OperationContext {
  readonly sources: SettingSources;
  /** The file of a layer, which need not be there. Errors: `HYPER_SETTINGS_UNREADABLE` where there is no place for it. */
  pathOf(layer: SettingFileLayer): string;
  /** Writes the file, whole or not at all, with its folder where that is not there. */
  write(path: string, text: string): Promise<void>;
}
