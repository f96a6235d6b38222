import { createRegistryContext } from '../composition.ts';
import { HyperError } from '../core/index.ts';
import type { RegistryContext } from '../operations/index.ts';
import { BaseCommand } from './base-command.ts';
import { toProcessFacts } from './process-facts.ts';
import { findPlace } from './registry-place.ts';
import type { PlaceFlags, RegistryPlace } from './registry-place.ts';

/** What a command that reads a registry works with. */
export interface RegistryPlaceFound extends RegistryPlace {
  readonly context: RegistryContext;
}

/** The frame of commands that read a registry. */
export abstract class RegistryCommand extends BaseCommand {
  /** Finds the registry, as `findPlace`. */
  protected place(flags: PlaceFlags): RegistryPlaceFound {
    const { session } = this;
    const context = createRegistryContext(session.context, toProcessFacts(session));
    return { ...findPlace(flags, session), context };
  }

  /** As `place`, of a registry that an argument may name. Errors: `HYPER_USAGE_FLAG_CONFLICT` where a flag names one too. */
  protected placeIn(folder: string | undefined, flags: PlaceFlags): RegistryPlaceFound {
    if (folder !== undefined && flags.registry !== undefined) {
      throw new HyperError('HYPER_USAGE_FLAG_CONFLICT', 'DIR and --registry both name the registry', {
        hint: 'leave one of them out',
      });
    }
    return this.place({ ...flags, registry: flags.registry ?? folder });
  }
}
