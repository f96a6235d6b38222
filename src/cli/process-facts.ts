import type { ProcessFacts } from '../composition.ts';
import type { Session } from './session.ts';

/** What this process says of itself to the composition, with what files of settings say where the environment is silent. */
export function toProcessFacts(session: Session): ProcessFacts {
  const { build, settings } = session;
  return {
    environment: settings().environment,
    folder: process.cwd(),
    worker: build.worker,
    buildId: build.id,
    userId: process.getuid?.(),
  };
}
