export { readSettingFiles, settingPathOf } from './setting-places.ts';
export type { SettingPlaces } from './setting-places.ts';
export { createSettingsContext } from './create-settings-context.ts';
