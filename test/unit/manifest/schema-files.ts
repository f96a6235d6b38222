import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readSchemaFiles } from '../../../scripts/generate-schemas.ts';
import type { SchemaNode } from '../../../scripts/generate-schemas.ts';

export type { SchemaNode };

export const SCHEMA_FOLDER = fileURLToPath(new URL('../../../schemas/', import.meta.url));

/** The schemas of manifests and of their parts by file name, in a fixed order. */
export function readSchemas(): ReadonlyMap<string, SchemaNode> {
  return readSchemaFiles(SCHEMA_FOLDER);
}

/** An ajv that knows every published schema, with the options that the generated validators have. */
export function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    ownProperties: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    schemas: [...readSchemas().values()],
  });
  return ajv;
}

export function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const MAPS_OF_SCHEMAS = ['properties', 'patternProperties', '$defs'];
const SCHEMAS = ['items', 'additionalProperties', 'propertyNames', 'if', 'then', 'else', 'not'];
const LISTS_OF_SCHEMAS = ['allOf', 'anyOf', 'oneOf'];

/** Calls back for each subschema of a schema, with its JSON pointer. */
export function walkSchemas(
  node: SchemaNode,
  visit: (schema: SchemaNode, pointer: string) => void,
  pointer = '',
): void {
  visit(node, pointer);
  for (const [keyword, value] of Object.entries(node)) {
    const below = `${pointer}/${keyword}`;
    if (MAPS_OF_SCHEMAS.includes(keyword) && isNode(value)) {
      for (const [name, child] of Object.entries(value)) {
        const step = name.replaceAll('~', '~0').replaceAll('/', '~1');
        if (isNode(child)) walkSchemas(child, visit, `${below}/${encodeURIComponent(step)}`);
      }
    } else if (SCHEMAS.includes(keyword) && isNode(value)) walkSchemas(value, visit, below);
    else if (LISTS_OF_SCHEMAS.includes(keyword) && Array.isArray(value)) {
      value.forEach((child, index) => {
        if (isNode(child)) walkSchemas(child, visit, `${below}/${index}`);
      });
    }
  }
}
