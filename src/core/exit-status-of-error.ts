import { CODES } from './codes/index.ts';
import type { ExitStatus } from './codes/index.ts';
import type { HyperError } from './hyper-error.ts';

/** What a process exits with that ends with this error (SPEC section 8): bad usage, or what the table says of its code. */
export function exitStatusOfError({ code, isTyped }: HyperError): ExitStatus {
  return isTyped ? 2 : CODES[code].exit;
}
