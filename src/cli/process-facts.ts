import type { ProcessFacts } from '../composition.ts';
import type { Build } from './session.ts';

/** What this process says of itself to the composition. */
export function toProcessFacts(build: Build): ProcessFacts {
  return { environment: process.env, folder: process.cwd(), worker: build.worker, buildId: build.id };
}
