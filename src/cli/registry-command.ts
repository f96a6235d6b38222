import { findRegistryRoot } from '../adapters/registry/index.ts';
import { createRegistryContext } from '../composition.ts';
import { HyperError } from '../core/index.ts';
import type { RegistryContext } from '../operations/index.ts';
import { BaseCommand } from './base-command.ts';
import { toProcessFacts } from './process-facts.ts';

/** The flags that say which registry, and where in it. */
export interface PlaceFlags {
  readonly registry?: string | undefined;
  readonly namespace?: string | undefined;
  readonly config?: string | undefined;
}

/** What a command that reads a registry works with. */
export interface RegistryPlaceFound {
  readonly context: RegistryContext;
  /** What to open; undefined where the current folder says it. */
  readonly registry: string | undefined;
  readonly namespace: string | undefined;
}

/** The frame of commands that read a registry. */
export abstract class RegistryCommand extends BaseCommand {
  /** Finds the registry: `--registry`, else `HYPER_REGISTRY`, else the nearest folder upwards, else the settings. */
  protected place(flags: PlaceFlags): RegistryPlaceFound {
    const { session } = this;
    const settings = session.settings();
    const asked = flags.registry ?? settings.environment['HYPER_REGISTRY'];
    const isHere = asked !== undefined || findRegistryRoot(process.cwd()) !== undefined;
    const registry = isHere ? asked : settings.registry;
    if (registry === '') {
      throw new HyperError('HYPER_USAGE_FLAG_VALUE', 'the registry is an empty text, expected a folder');
    }
    session.log.verbose(`registry: ${registry ?? 'found from the current folder upwards'}`);
    const context = createRegistryContext(session.context, toProcessFacts(session));
    return { context, registry, namespace: flags.namespace ?? settings.namespace };
  }
}
