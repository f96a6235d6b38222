import { isAlias, parseAllDocuments, visit } from 'yaml';
import { isJsonObject } from '../core/index.ts';
import type { JsonValue } from '../core/index.ts';

const PARSE_OPTIONS = {
  schema: 'core',
  version: '1.2',
  uniqueKeys: true,
  prettyErrors: false,
  logLevel: 'error',
} as const;

/** Past this many aliases a text is taken for an attempt to make much out of little. */
const MAX_ALIASES = 1000;
const MAX_DEPTH = 64;
const PROTOTYPE_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** The documents of a text that others wrote, or the first fault: one clause. */
export type ForeignOutcome = { readonly values: readonly JsonValue[] } | { readonly fault: string };

/**
 * Reads JSON, or one or more documents of YAML 1.2 as other tools write it: with anchors, comments and plain dates, which
 * stay texts. Empty documents are left out. Not for registry files: those are read by `parseDocument`. Never throws. Pure.
 */
export function parseForeign(text: string): ForeignOutcome {
  const json = parseJson(text);
  const outcome = json === undefined ? parseYaml(text) : { values: [json] };
  if ('fault' in outcome) return outcome;
  const fault = outcome.values.map((value) => findFault(value, 0)).find((found) => found !== undefined);
  return fault === undefined ? outcome : { fault };
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function parseYaml(text: string): ForeignOutcome {
  try {
    const documents = parseAllDocuments(text, PARSE_OPTIONS);
    if (!Array.isArray(documents)) return { values: [] };
    const values: JsonValue[] = [];
    for (const document of documents) {
      const [error] = document.errors;
      if (error !== undefined) return { fault: `${error.code} at character ${String(error.pos[0])}` };
      let aliases = 0;
      visit(document, (_, node) => {
        if (isAlias(node)) aliases += 1;
      });
      if (aliases > MAX_ALIASES) return { fault: `more than ${String(MAX_ALIASES)} aliases` };
      const value = document.toJS({ maxAliasCount: MAX_ALIASES }) as JsonValue;
      if (value !== null) values.push(value);
    }
    return { values };
  } catch {
    return { fault: 'nesting or aliases past what can be read' };
  }
}

function findFault(value: JsonValue, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > MAX_DEPTH) return `nesting deeper than ${String(MAX_DEPTH)}`;
  if (isJsonObject(value)) {
    const key = PROTOTYPE_KEYS.find((name) => Object.hasOwn(value, name));
    if (key !== undefined) return `the key "${key}", which is not allowed`;
  }
  for (const item of Object.values(value)) {
    const fault = findFault(item, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
