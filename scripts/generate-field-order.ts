import { isNode } from './generate-schemas.ts';
import type { SchemaNode } from './generate-schemas.ts';

const BANNER = '/* Generated from schemas/ by scripts/generate.ts; run npm run generate. */\n';

/** The fields of each kind in the order of its schema. Pure. */
export function generateFieldOrder(schemas: ReadonlyMap<string, SchemaNode>): string {
  const rows = [...schemas.values()].flatMap((schema) => {
    const { title, properties } = schema;
    const isKind = isNode(properties) && isNode(properties['kind']) && 'const' in properties['kind'];
    return isKind ? [`  ${String(title)}: ${JSON.stringify(Object.keys(properties))},\n`] : [];
  });
  return `${BANNER}/** The fields of each kind in the order in which people look for them. */
export const FIELD_ORDER: Readonly<Record<string, readonly string[]>> = {
${rows.join('')}};
`;
}
