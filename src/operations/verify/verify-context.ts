import type { Clock } from '../../core/index.ts';
import type { OutsideVerifier } from '../../registry/index.ts';
import type { ClientStates } from './client-state.ts';
import type { RegistryContext } from '../world.ts';

/** What verifying needs of the world. */
export interface VerifyContext extends RegistryContext {
  readonly clock: Clock;
  /** Verifies certificates, log entries and timestamps; asked for only where one is met. */
  readonly verifier: () => Promise<OutsideVerifier>;
  /** What this client believes of registries. */
  readonly states: ClientStates;
  /** Asks a person at a terminal; undefined where there is none. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
}
