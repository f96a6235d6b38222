import { findRegistryRoot } from '../adapters/registry/index.ts';
import { HyperError } from '../core/index.ts';
import type { Session } from './session.ts';

/** The flags that say which registry, and where in it. */
export interface PlaceFlags {
  readonly registry?: string | undefined;
  readonly namespace?: string | undefined;
  readonly config?: string | undefined;
}

/** Which registry is meant, and where in it. */
export interface RegistryPlace {
  /** What to open; undefined where the current folder says it. */
  readonly registry: string | undefined;
  readonly namespace: string | undefined;
}

/** Finds the registry: `--registry`, else `HYPER_REGISTRY`, else the nearest folder upwards, else the settings. */
export function findPlace(flags: PlaceFlags, session: Session): RegistryPlace {
  const settings = session.settings();
  const asked = flags.registry ?? settings.environment['HYPER_REGISTRY'];
  const isHere = asked !== undefined || findRegistryRoot(process.cwd()) !== undefined;
  const registry = isHere ? asked : settings.registry;
  if (registry === '') {
    throw new HyperError('HYPER_USAGE_FLAG_VALUE', 'the registry is an empty text, expected a folder');
  }
  session.log.verbose(`registry: ${registry ?? 'found from the current folder upwards'}`);
  return { registry, namespace: flags.namespace ?? settings.namespace };
}
