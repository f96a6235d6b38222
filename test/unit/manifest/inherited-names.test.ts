import { describe, expect, it } from 'vitest';
import { refuseInherited } from '../../../scripts/generate-validators.ts';

describe('validators that do not ask whose a field is (P19)', () => {
  it.each([
    [{ properties: { toString: { type: 'string' } } }],
    [{ required: ['constructor'] }],
    [{ properties: { spec: { type: 'object', required: ['valueOf'] } } }],
    [{ $defs: { part: { properties: { hasOwnProperty: {} } } } }],
  ])('are not made of a schema that names what every object inherits: %j', (schema) => {
    expect(() => {
      refuseInherited('part.schema.json', schema);
    }).toThrow('which every object inherits');
  });

  it('are made of every other schema', () => {
    expect(() => {
      refuseInherited('part.schema.json', { required: ['name'], properties: { name: { type: 'string' } } });
    }).not.toThrow();
  });
});
