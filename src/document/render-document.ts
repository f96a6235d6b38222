import { Buffer } from 'node:buffer';
import type { JsonObject, JsonValue } from '../core/index.ts';
import { MAX_DEPTH, MAX_KEYS, MAX_MANIFEST_BYTES, isJsonObject, toVisible } from '../core/index.ts';
import { MAX_LIST_ITEMS } from './document-limits.ts';
import { isBlockText, renderBlockText, renderInline, renderKey, unwritable } from './render-scalar.ts';
import { foldKey } from './unsafe-key.ts';

export interface RenderOptions {
  /** Named in a `# yaml-language-server: $schema=` line, which comes first. */
  readonly schemaUrl?: string;
  /** Text of the comment lines before the document. */
  readonly comment?: string;
}

/**
 * The one text of the value in the registry's YAML subset: keys in their own order, two spaces a level, quotes where a
 * reader might take a text for something else, `|` for texts of several lines. Reading it gives the value back.
 * Throws `HYPER_YAML_UNWRITABLE` for what the subset cannot hold: forbidden characters and keys, numbers that are not
 * finite and safe, too much depth or size. Pure.
 */
export function renderDocument(value: JsonObject, options: RenderOptions = {}): string {
  const counts = { keys: 0, items: 0 };
  const body = renderCollection(value, '', 1, counts);
  if (counts.keys > MAX_KEYS) throw unwritable(`${String(counts.keys)} keys`);
  if (counts.items > MAX_LIST_ITEMS) throw unwritable(`${String(counts.items)} list items`);
  const text = `${renderHead(options)}${body}\n`;
  if (text.length * 3 > MAX_MANIFEST_BYTES && Buffer.byteLength(text) > MAX_MANIFEST_BYTES) {
    throw unwritable(`${String(Buffer.byteLength(text))} bytes`);
  }
  return text;
}

interface Counts {
  keys: number;
  items: number;
}

function renderHead({ schemaUrl, comment }: RenderOptions): string {
  const schemaLine =
    schemaUrl === undefined ? '' : `# yaml-language-server: $schema=${toVisible(schemaUrl)}\n`;
  if (comment === undefined) return schemaLine;
  const lines = toVisible(comment).split('\n');
  return schemaLine + lines.map((line) => `# ${line}`.trimEnd()).join('\n') + '\n';
}

/** The collection's lines; the first has no indent, so that it can follow a dash. */
export function renderCollection(
  value: JsonObject | readonly JsonValue[],
  indent: string,
  depth = 1,
  counts: Counts = { keys: 0, items: 0 },
): string {
  if (depth > MAX_DEPTH) throw unwritable(`more than ${String(MAX_DEPTH)} levels`);
  const lines: string[] = [];
  if (isJsonObject(value)) {
    const keys = Object.keys(value);
    if (new Set(keys.map(foldKey)).size < keys.length) throw unwritable('two keys that differ in case alone');
    for (const key of keys) {
      counts.keys++;
      lines.push(`${renderKey(key)}:${renderAfterColon(value[key] ?? null, indent, depth, counts)}`);
    }
    return lines.length === 0 ? '{}' : lines.join(`\n${indent}`);
  }
  for (const item of value) {
    counts.items++;
    lines.push(`- ${renderItem(item, indent, depth, counts)}`);
  }
  return lines.length === 0 ? '[]' : lines.join(`\n${indent}`);
}

/** What follows the colon of a key at the indent, with its leading space or line feed. */
export function renderAfterColon(value: JsonValue, indent: string, depth?: number, counts?: Counts): string {
  const inner = `${indent}  `;
  if (typeof value === 'object' && value !== null) {
    const body = renderCollection(value, inner, (depth ?? 1) + 1, counts);
    return body === '{}' || body === '[]' ? ` ${body}` : `\n${inner}${body}`;
  }
  return ` ${isBlockText(value) ? renderBlockText(value, inner) : renderInline(value)}`;
}

/** What follows the dash and space of an item at the indent. */
export function renderItem(value: JsonValue, indent: string, depth?: number, counts?: Counts): string {
  const inner = `${indent}  `;
  if (typeof value === 'object' && value !== null)
    return renderCollection(value, inner, (depth ?? 1) + 1, counts);
  return isBlockText(value) ? renderBlockText(value, inner) : renderInline(value);
}

/** The value on one line, collections in brackets. */
export function renderFlow(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return renderInline(value, true);
  if (!isJsonObject(value)) return `[${value.map((item) => renderFlow(item)).join(', ')}]`;
  const pairs = Object.keys(value).map((key) => `${renderKey(key)}: ${renderFlow(value[key] ?? null)}`);
  return `{${pairs.join(', ')}}`;
}
