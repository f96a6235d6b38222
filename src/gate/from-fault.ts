import type { Diagnostic } from '../core/index.ts';
import type { Fault } from '../names/index.ts';

/** The fault of a name or version, found in a path, as an error there. */
export function fromFault(fault: Fault, path: string): Diagnostic {
  const { code, message, hint } = fault;
  return { code, severity: 'error', path, message, ...(hint === undefined ? {} : { hint }) };
}
