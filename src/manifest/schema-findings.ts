import { describeFault, missingField } from './describe-fault.ts';
import type { FaultContext } from './fault-context.ts';
import { toFinding } from './finding.ts';
import type { Finding } from './finding.ts';
import { toPointer } from './field-path.ts';
import type { SchemaFault } from './generated/validators.js';

/** Codes of which several may stand at one place: each names another field. */
const PER_FIELD = new Set(['HYPER_FIELD_MISSING', 'HYPER_FIELD_UNKNOWN', 'HYPER_FIELD_COMPUTED']);

const MEANT = /^did you mean "([^".]+)"\?$/u;

/** What a schema found, one finding for each fault: what a discriminator and `oneOf` repeat is left out. Pure. */
export function toFindings(faults: readonly SchemaFault[], context: FaultContext): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const fault of faults) {
    if (isNoise(fault)) continue;
    const finding = fromFault(fault, context);
    const name = PER_FIELD.has(finding.code) ? finding.message : '';
    const key = `${finding.part} ${JSON.stringify(finding.pointer)} ${name}`;
    const other = found.get(key);
    if (other === undefined || finding.code === 'HYPER_FIELD_TYPE') found.set(key, finding);
  }
  return withoutMisspelt([...found.values()]);
}

/** A misspelt required field is one fault, not two: a field missing and a field unknown. */
function withoutMisspelt(findings: readonly Finding[]): readonly Finding[] {
  const meant = new Set<string>();
  for (const { code, pointer, hint = '' } of findings) {
    const name = code === 'HYPER_FIELD_UNKNOWN' ? MEANT.exec(hint)?.[1] : undefined;
    if (name !== undefined) meant.add(missingField([...pointer.slice(0, -1), name]));
  }
  return findings.filter(({ code, message }) => code !== 'HYPER_FIELD_MISSING' || !meant.has(message));
}

/** The branches of `oneOf` are bare lists of required fields, told by their parent; keys are told by `propertyNames`. */
function isNoise({ keyword, parentSchema, propertyName }: SchemaFault): boolean {
  if (keyword === 'discriminator' || propertyName !== undefined) return true;
  return keyword === 'required' && !('properties' in parentSchema);
}

function fromFault(fault: SchemaFault, context: FaultContext): Finding {
  const parent = toPointer(fault.instancePath, context.root);
  const { keyword, params } = fault;
  if (keyword === 'additionalProperties') {
    const pointer = [...parent, String(params['additionalProperty'])];
    return toFinding(pointer, describeFault(fault, pointer, context), 'key');
  }
  if (keyword === 'propertyNames') {
    const pointer = [...parent, String(params['propertyName'])];
    return toFinding(pointer, describeFault(fault, pointer, context), 'key');
  }
  const part = keyword === 'required' || keyword === 'oneOf' ? 'key' : 'value';
  return toFinding(parent, describeFault(fault, parent, context), part);
}
