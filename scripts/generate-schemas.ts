import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export type SchemaNode = Record<string, unknown>;

/** The schemas of manifests and of their parts by file name, sorted; those of what `hyper` prints are left out. */
export function readSchemaFiles(folder: string): ReadonlyMap<string, SchemaNode> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.schema.json'))
    .sort((left, right) => (left < right ? -1 : 1));
  const schemas = names.map(
    (name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8')) as SchemaNode] as const,
  );
  return new Map(schemas.filter(([name, schema]) => isKind(schema) || isPart(name)));
}

/** True for the schema of a whole manifest, which says its kind. */
export function isKind(schema: SchemaNode): boolean {
  return isNode(schema['properties']) && isNode(schema['properties']['kind']);
}

function isPart(name: string): boolean {
  return name === 'common.schema.json' || name.endsWith('-spec.schema.json');
}

/** True for a JSON object. */
export function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keywords whose value is not a schema but holds names of the author's own, or plain values. */
const MAPS_OF_SCHEMAS = new Set(['properties', 'patternProperties', '$defs']);
const VALUES = new Set(['enum', 'const', 'examples', 'required', 'default']);

/** A copy of a schema in which `change` has been applied to every subschema, the innermost first. Pure. */
export function mapSchema(node: SchemaNode, change: (schema: SchemaNode) => SchemaNode): SchemaNode {
  const entries = Object.entries(node).map(([keyword, value]): [string, unknown] => {
    if (VALUES.has(keyword)) return [keyword, value];
    if (MAPS_OF_SCHEMAS.has(keyword) && isNode(value)) {
      const named = Object.entries(value).map(([name, child]): [string, unknown] => [
        name,
        mapIf(child, change),
      ]);
      return [keyword, Object.fromEntries(named)];
    }
    if (Array.isArray(value)) return [keyword, value.map((child: unknown) => mapIf(child, change))];
    return [keyword, mapIf(value, change)];
  });
  return change(Object.fromEntries(entries));
}

function mapIf(value: unknown, change: (schema: SchemaNode) => SchemaNode): unknown {
  return isNode(value) ? mapSchema(value, change) : value;
}

/** A copy of the schema without some keywords. */
export function without(schema: SchemaNode, keywords: readonly string[]): SchemaNode {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));
}

/** `artifact-state` to `ArtifactState`. */
export function toPascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)([a-z])/gu, (_match, letter: string) => letter.toUpperCase());
}
