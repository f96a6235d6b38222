import type { OperationContext, SettingsContext, SettingSources } from './operations/index.ts';
import type { SettingPlaces } from './adapters/settings/index.ts';

/** The world of `config`. */
export async function createSettingsWorld(
  context: OperationContext,
  places: SettingPlaces,
  sources: SettingSources,
): Promise<SettingsContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { createSettingsContext } = await import('./adapters/settings/index.ts');
  return createSettingsContext(context, createFilesContext(process), places, sources);
}
