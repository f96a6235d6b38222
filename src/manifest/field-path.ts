import { toOneLine } from '../core/index.ts';
import type { JsonValue } from '../core/index.ts';
import type { Pointer } from '../document/index.ts';

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/u;
const MAX_SHOWN_UNITS = 60;

/** A pointer as people write it: `metadata.tags[0]`, `labels["acme.example/team"]`. Pure. */
export function formatFieldPath(pointer: Pointer): string {
  const parts = pointer.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return PLAIN_KEY.test(step) ? `.${step}` : `[${shown(step)}]`;
  });
  const text = parts.join('');
  return text.startsWith('.') ? text.slice(1) : text;
}

/** A value for a message: on one line, shortened, texts in quotes. */
export function shown(value: JsonValue): string {
  if (typeof value === 'string') {
    const text = toOneLine(value.slice(0, MAX_SHOWN_UNITS));
    return `"${text}${value.length > MAX_SHOWN_UNITS ? '…' : ''}"`;
  }
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'a map' : String(value);
}

/** The steps of a JSON pointer; numbers where the value is a list there. Pure. */
export function toPointer(jsonPointer: string, root: JsonValue): Pointer {
  let current: JsonValue | undefined = root;
  return jsonPointer
    .split('/')
    .slice(1)
    .map((escaped) => {
      const key = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(current) ? Number(key) : key;
      current = childOf(current, step);
      return step;
    });
}

/** The value that a pointer leads to; undefined where it leads nowhere. Own properties only. */
export function valueAt(root: JsonValue, pointer: Pointer): JsonValue | undefined {
  let current: JsonValue | undefined = root;
  for (const step of pointer) current = childOf(current, step);
  return current;
}

function childOf(value: JsonValue | undefined, step: string | number): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Readonly<Record<string | number, JsonValue>>)[step];
}
