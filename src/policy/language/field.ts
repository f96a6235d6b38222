import type { JsonValue } from '../../core/index.ts';
import type { Pointer } from '../../document/index.ts';

const STEP =
  /(?:^|\.)([A-Za-z_][A-Za-z0-9_-]{0,63})|\[(0|[1-9][0-9]{0,5})\]|\["([^"\\\u0000-\u001f]{1,256})"\]/uy;

/**
 * The steps of a field as policies write it: `metadata.license`, `spec.ports[0].name`, `labels["acme.example/team"]`;
 * undefined for anything else. Pure.
 */
export function parseField(text: string): Pointer | undefined {
  const steps: (string | number)[] = [];
  STEP.lastIndex = 0;
  if (text.startsWith('.')) return undefined;
  while (STEP.lastIndex < text.length) {
    const found = STEP.exec(text);
    if (found === null) return undefined;
    const [, plain, index, quoted] = found;
    steps.push(index === undefined ? (plain ?? quoted ?? '') : Number(index));
  }
  return steps.length === 0 || typeof steps[0] === 'number' ? undefined : steps;
}

/** The value that the steps lead to, through own properties only; undefined where they lead nowhere. Pure. */
export function valueAt(root: JsonValue | undefined, pointer: Pointer): JsonValue | undefined {
  let current: JsonValue | undefined = root;
  for (const step of pointer) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    const isIndex = typeof step === 'number';
    if (Array.isArray(current) !== isIndex) return undefined;
    current = (current as Readonly<Record<string | number, JsonValue>>)[step];
  }
  return current;
}
