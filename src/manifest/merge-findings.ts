import type { Finding } from './finding.ts';

/** What a schema says less well than a check of the same value. */
const VAGUE = new Set(['HYPER_FIELD_PATTERN', 'HYPER_FIELD_LENGTH', 'HYPER_FIELD_COUNT', 'HYPER_FIELD_KEY']);
/** Complaints about a constraint as a whole, of which a schema may have named the part. */
const WHOLE = /^HYPER_(?:CONSTRAINT|RANGE|VERSION)_/u;

/**
 * One finding for each fault. Where schema and checks complain of one value, the words of the check are kept if those
 * of the schema are vague, else those of the schema. Pure.
 */
export function mergeFindings(schema: readonly Finding[], checks: readonly Finding[]): readonly Finding[] {
  const checked = new Set(checks.map(keyOf));
  const kept = schema.filter((finding) => {
    const isVague = VAGUE.has(finding.code) || finding.pointer[0] === 'apiVersion';
    return !(isVague && checked.has(keyOf(finding)));
  });
  const told = kept.filter((finding) => finding.code !== 'HYPER_FIELD_MISSING');
  const places = new Set(told.map(keyOf));
  const holders = new Set(told.map(({ pointer }) => JSON.stringify(pointer.slice(0, -1))));
  const isNew = (finding: Finding) => {
    if (finding.code === 'HYPER_FIELD_MISSING') return true;
    if (WHOLE.test(finding.code) && holders.has(JSON.stringify(finding.pointer))) return false;
    return !places.has(keyOf(finding));
  };
  return [...kept, ...checks.filter(isNew)];
}

function keyOf({ pointer, part }: Finding): string {
  return part + JSON.stringify(pointer);
}
