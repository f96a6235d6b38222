import { checkNameSegment, repairSegment } from './name-segment.ts';
import { parsed, withCorrection } from './parsed.ts';
import type { Parsed } from './parsed.ts';

declare const artifactName: unique symbol;

/** A name that keeps the grammar of SPEC section 1: kebab-case ASCII, 1 to 63 characters, not reserved. */
export type ArtifactName = string & { readonly [artifactName]: true };

const MAX_REPAIRED_UNITS = 256;

/** The name, or the fault with the corrected spelling where there is one. Pure. */
export function parseArtifactName(text: string): Parsed<ArtifactName> {
  const fault = checkNameSegment(text);
  if (fault === undefined) return parsed(text as ArtifactName);
  if (text.length > MAX_REPAIRED_UNITS || fault.code === 'HYPER_NAME_RESERVED') return { ok: false, fault };
  const repaired = repairSegment(text);
  const isBetter = repaired !== text && checkNameSegment(repaired) === undefined;
  return { ok: false, fault: isBetter ? withCorrection(fault, repaired) : fault };
}
