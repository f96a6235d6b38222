import { createRegistryContext } from '../composition.ts';
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
}
