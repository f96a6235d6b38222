import { isNode, without } from './generate-schemas.ts';
import type { SchemaNode } from './generate-schemas.ts';

/**
 * A chain of `if` one field is a constant, `then` something, as one choice by that field: editors know the first, the
 * second compiles to a comparison without the faults and records of conditions that do not hold. Other schemas stay. Pure.
 */
export function discriminate(schema: SchemaNode): SchemaNode {
  const { allOf } = schema;
  if (!Array.isArray(allOf) || 'oneOf' in schema) return schema;
  const cases = allOf.map((branch: unknown) => (isNode(branch) ? caseOf(branch) : undefined));
  const field = cases[0]?.field;
  if (field === undefined || cases.some((one) => one?.field !== field)) return schema;
  return {
    ...without(schema, ['allOf']),
    discriminator: { propertyName: field },
    oneOf: cases.map((one) => one?.branch),
  };
}

function caseOf(branch: SchemaNode): { readonly field: string; readonly branch: SchemaNode } | undefined {
  const { if: condition, then: consequence } = branch;
  if (Object.keys(branch).length !== 2 || !isNode(condition) || !isNode(consequence)) return undefined;
  const { properties, required } = condition;
  if (Object.keys(condition).length !== 2 || !isNode(properties) || !Array.isArray(required))
    return undefined;
  const [field = '', ...others] = Object.keys(properties);
  const value = properties[field];
  const isConstant = isNode(value) && Object.keys(value).join() === 'const';
  if (!isConstant || others.length > 0 || required.join() !== field) return undefined;
  const { properties: own = {} } = consequence;
  return isNode(own)
    ? { field, branch: { ...consequence, properties: { ...own, [field]: value } } }
    : undefined;
}
