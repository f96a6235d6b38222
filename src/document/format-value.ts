import { stringify } from 'yaml';
import { toVisible } from '../core/index.ts';
import type { JsonValue } from '../core/index.ts';

const STYLE = { aliasDuplicateObjects: false, lineWidth: 0 } as const;
const QUOTED = { ...STYLE, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE' } as const;

/**
 * Any value as YAML 1.2 for people and other programs, exactly; not bound to the registry's subset. A value with control,
 * bidirectional or invisible characters has every text quoted and those characters escaped, so that it is safe to print
 * (ATTACKS X07). Pure.
 */
export function formatValue(value: JsonValue): string {
  const text = stringify(value, STYLE);
  if (toVisible(text) === text) return text;
  const quoted = stringify(value, QUOTED);
  return Array.from(quoted, (char) =>
    char === '\n' || toVisible(char) === char ? char : escaped(char),
  ).join('');
}

function escaped(char: string): string {
  const hex = (char.codePointAt(0) ?? 0).toString(16);
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
