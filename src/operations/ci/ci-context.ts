import type { SecretScanner } from '../../gate/index.ts';
import type { VerifyContext } from '../verify/verify-context.ts';
import type { RegistryContext } from '../world.ts';

/** What judging a change needs of the world. */
export interface CiContext extends RegistryContext {
  /** Expiry of grants, keys and skips alone depends on it. */
  readonly clock: VerifyContext['clock'];
  /** Verifies certificates, log entries and timestamps; asked for only where one is met. */
  readonly verifier: VerifyContext['verifier'];
  readonly scanSecrets: SecretScanner;
  /** Why nobody should unpack the bytes; undefined where nothing is wrong, or they are no archive. */
  readonly archiveFault: (bytes: Uint8Array) => Promise<string | undefined>;
  /** The text of a file of this machine. Errors: `HYPER_FILE_UNREADABLE`. */
  readonly readText: (path: string) => Promise<string>;
}

export interface CiInput {
  readonly registry: string | undefined;
  /** The target branch; undefined: what the event says. */
  readonly base: string | undefined;
  /** The change; undefined: what the event says. */
  readonly head: string | undefined;
  /** The payload of an event of the forge, as a file. */
  readonly event: string | undefined;
  /** Who brings the change, where no event says it: `github:583231`, `key:ID`, several with commas. */
  readonly as: string | undefined;
  /** Faults that the merge base has already are told and refuse nothing. */
  readonly isRatchet: boolean;
}
