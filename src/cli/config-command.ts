import * as Flags from '@oclif/core/flags';
import { createSettingsWorld } from '../composition-settings.ts';
import type { SettingsContext } from '../operations/index.ts';
import { BaseCommand } from './base-command.ts';

/** Which file of settings is written. */
export const layerFlags = {
  layer: Flags.option({
    options: ['user', 'project', 'system'] as const,
    summary: 'Whose settings: yours (user), those of the project here, or those of the machine.',
    helpValue: 'user|project|system',
    default: 'user' as const,
  })(),
} as const;

/** The frame of commands about settings. */
export abstract class ConfigCommand extends BaseCommand {
  protected world(): Promise<SettingsContext> {
    const { sources, places } = this.session.settings();
    return createSettingsWorld(this.session.context, places, sources);
  }
}
