import { posix } from 'node:path';
import { isNode } from './generate-schemas.ts';
import type { SchemaNode } from './generate-schemas.ts';

const BANNER = '/* Generated from schemas/ by scripts/generate.ts; run npm run generate. */\n';

/** Definitions whose texts have rules that a schema cannot say. Each has a check in src/manifest/text-checks.ts. */
const CHECKED = new Set(
  [
    'uuid',
    'timestamp',
    'namespacePath',
    'artifactName',
    'version',
    'reference',
    'range',
    'constraint',
    'httpsUrl',
  ].concat(['contactUrl', 'relativePath', 'outputPath', 'sha256Hex', 'sha3Hex']),
);
/** Read entry by entry when they are brought into one form. */
const READ_ELSEWHERE = new Set(['dependencies']);

type Field = readonly [path: string, definition: string];

/**
 * A table of where in each kind, and in the spec of each artifact type, checked texts stand. In a path `*` is each
 * entry of a list or map and `~` each key of a map. Pure.
 */
export function generateTextFields(schemas: ReadonlyMap<string, SchemaNode>): string {
  const rows = [...schemas]
    .filter(([file]) => file !== 'common.schema.json')
    .map(([file, schema]) => {
      const fields = fieldsOf(schema, file, [], schemas).map((field) => `    ${JSON.stringify(field)},\n`);
      return `  ${String(schema['title'])}: [\n${fields.join('')}  ],\n`;
    });
  const names = [...CHECKED].sort((left, right) => (left < right ? -1 : 1));
  return `${BANNER}export type CheckedText = ${names.map((name) => `'${name}'`).join(' | ')};

/** Path and definition of each checked text; \`*\` is each entry of a list or map, \`~\` each key of a map. */
export const TEXT_FIELDS: Readonly<Record<string, readonly (readonly [string, CheckedText])[]>> = {
${rows.join('')}};
`;
}

function fieldsOf(
  node: SchemaNode,
  file: string,
  steps: readonly string[],
  schemas: ReadonlyMap<string, SchemaNode>,
): Field[] {
  if (typeof node['$ref'] === 'string') return behind(node['$ref'], file, steps, schemas);
  const found: Field[] = [];
  const below = (child: unknown, step: string) => {
    if (isNode(child)) found.push(...fieldsOf(child, file, [...steps, step], schemas));
  };
  if (isNode(node['properties'])) {
    for (const [name, child] of Object.entries(node['properties'])) below(child, name);
  }
  below(node['propertyNames'], '~');
  below(node['items'], '*');
  below(node['additionalProperties'], '*');
  return found;
}

function behind(
  target: string,
  file: string,
  steps: readonly string[],
  schemas: ReadonlyMap<string, SchemaNode>,
): Field[] {
  const [path = '', fragment = ''] = target.split('#');
  const name = fragment.split('/').at(-1) ?? '';
  if (CHECKED.has(name)) return [[steps.join('/'), name]];
  if (READ_ELSEWHERE.has(name) || path === '')
    return name === 'condition' ? [] : own(name, file, steps, schemas);
  return own(name, posix.join(posix.dirname(file), path), steps, schemas);
}

function own(
  name: string,
  file: string,
  steps: readonly string[],
  schemas: ReadonlyMap<string, SchemaNode>,
): Field[] {
  if (READ_ELSEWHERE.has(name)) return [];
  const definitions = schemas.get(file)?.['$defs'];
  const definition = isNode(definitions) ? definitions[name] : undefined;
  if (!isNode(definition)) throw new Error(`${file}: no definition "${name}"`);
  return fieldsOf(definition, file, steps, schemas);
}
