import { posix } from 'node:path';
import { compile } from 'json-schema-to-typescript';
import type { JSONSchema } from 'json-schema-to-typescript';
import { isNode, mapSchema, without } from './generate-schemas.ts';
import type { SchemaNode } from './generate-schemas.ts';

const BANNER = '/* Generated from schemas/ by scripts/generate.ts; run npm run generate. */\n';

const LEFT_OUT = [
  '$id',
  '$schema',
  '$defs',
  'examples',
  'patternProperties',
  'propertyNames',
  'pattern',
].concat(['allOf', 'oneOf', 'default', 'minItems', 'maxItems', 'minProperties', 'maxProperties']);

/** The TypeScript types of all schemas as one module: one exported type for each title. Pure. */
export async function generateTypes(schemas: ReadonlyMap<string, SchemaNode>): Promise<string> {
  const definitions: Record<string, unknown> = {};
  const names = new Map<string, string>();
  for (const [file, schema] of schemas) {
    names.set(file, titleOf(schema));
    for (const [key, child] of Object.entries(definitionsOf(schema)))
      names.set(`${file}#/$defs/${key}`, titleOf(child));
  }
  for (const [file, schema] of schemas) {
    const parts = Object.entries(definitionsOf(schema));
    if (file !== 'common.schema.json') definitions[titleOf(schema)] = forTypes(schema, file, names);
    for (const [, child] of parts) definitions[titleOf(child)] = forTypes(child, file, names);
  }
  const root = {
    title: 'ManifestByKind',
    description: 'Every kind and every shared definition.',
    type: 'object',
    additionalProperties: false,
    $defs: definitions,
  } as unknown as JSONSchema;
  const text = await compile(root, 'ManifestByKind', {
    bannerComment: '',
    unreachableDefinitions: true,
    ignoreMinAndMaxItems: true,
    unknownAny: true,
    style: { printWidth: 110, singleQuote: true },
  });
  const prose = text.replaceAll(/ *\*\n *\* This interface was referenced by [^]*?(?= *\*\/\n)/gu, '');
  return BANNER + prose.trimStart();
}

/** A schema as the types need it: no text beside a reference, no x- fields, references by name. */
function forTypes(schema: SchemaNode, file: string, names: ReadonlyMap<string, string>): SchemaNode {
  return mapSchema(schema, (node) => {
    const target = node['$ref'];
    if (typeof target === 'string') return { $ref: `#/$defs/${nameOf(target, file, names)}` };
    return without(node, LEFT_OUT);
  });
}

function nameOf(target: string, file: string, names: ReadonlyMap<string, string>): string {
  const [path = '', fragment] = target.split('#');
  const name = path === '' ? file : posix.join(posix.dirname(file), path);
  const found = names.get(fragment === undefined ? name : `${name}#${fragment}`);
  if (found === undefined) throw new Error(`${file}: no schema at "${target}"`);
  return found;
}

function titleOf(schema: SchemaNode): string {
  if (typeof schema['title'] !== 'string') throw new Error('every shared definition needs a title');
  return schema['title'];
}

function definitionsOf(schema: SchemaNode): Record<string, SchemaNode> {
  return isNode(schema['$defs']) ? (schema['$defs'] as Record<string, SchemaNode>) : {};
}
