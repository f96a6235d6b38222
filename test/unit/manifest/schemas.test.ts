import { parseRegExpLiteral, visitRegExpAST } from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/document/index.ts';
import { isNode, newAjv, readSchemas, walkSchemas } from './schema-files.ts';
import type { SchemaNode } from './schema-files.ts';

const SCHEMAS = readSchemas();
const BASE = 'https://schemas.hyper-registry.dev/v1/';

/** Every property of every schema, with the address ajv finds it under. */
function allProperties(): { address: string; schema: SchemaNode }[] {
  const found: { address: string; schema: SchemaNode }[] = [];
  for (const [file, root] of SCHEMAS) {
    walkSchemas(root, (_schema, pointer) => {
      if (!/\/(properties|\$defs)\/[^/]+$/u.test(pointer) || pointer.includes('/if/')) return;
      if (/\/then\/properties\/spec$/u.test(pointer)) return;
      found.push({ address: `${BASE}${file}#${pointer}`, schema: _schema });
    });
  }
  return found;
}

describe('the published schemas', () => {
  it('each have the stable address of their file and compile in strict mode', () => {
    const ajv = newAjv();
    for (const [file, schema] of SCHEMAS) {
      expect(schema['$id']).toBe(BASE + file);
      expect(ajv.getSchema(BASE + file), file).toBeTypeOf('function');
    }
    expect([...SCHEMAS.keys()].length).toBe(15);
  });

  it('describe every property', () => {
    const silent = allProperties().filter(({ schema }) => {
      const text = schema['description'];
      return typeof text !== 'string' || text.length < 8 || !text.endsWith('.');
    });
    expect(silent.map((property) => property.address)).toEqual([]);
  });

  it('give examples of every property, and each example validates', () => {
    const ajv = newAjv();
    const faults: string[] = [];
    for (const { address, schema } of allProperties()) {
      const examples: unknown = schema['examples'];
      if (!Array.isArray(examples) || examples.length === 0) {
        faults.push(`${address}: no example`);
        continue;
      }
      const validate = ajv.getSchema(address);
      if (validate === undefined) faults.push(`${address}: not found`);
      else
        for (const example of examples) {
          if (validate(example) !== true) faults.push(`${address}: ${ajv.errorsText(validate.errors)}`);
        }
    }
    expect(faults).toEqual([]);
    expect(allProperties().length).toBeGreaterThan(300);
  });

  it('bound every text, list and map, so that a manifest cannot make a reader slow (P16)', () => {
    const unbounded: string[] = [];
    for (const [file, root] of SCHEMAS) {
      walkSchemas(root, (schema, pointer) => {
        const types = [schema['type']].flat();
        const at = `${file}#${pointer}`;
        const isClosed = 'enum' in schema || 'const' in schema;
        if (types.includes('string') && !isClosed && !('maxLength' in schema)) unbounded.push(at);
        if (types.includes('array') && !('maxItems' in schema)) unbounded.push(at);
        const isOpen = types.includes('object') && schema['additionalProperties'] !== false;
        const isSelected = pointer === '/properties/spec';
        if (isOpen && !isSelected && !('maxProperties' in schema)) unbounded.push(at);
        if ('uniqueItems' in schema || 'dynamicRef' in schema) unbounded.push(at);
      });
    }
    expect(unbounded).toEqual([]);
  });

  it('offer only words that mean the same to every YAML reader without quotes (P04)', () => {
    const ambiguous: string[] = [];
    for (const [file, root] of SCHEMAS) {
      walkSchemas(root, (schema, pointer) => {
        for (const word of [schema['enum'] ?? [], schema['const'] ?? []].flat() as unknown[]) {
          // A sign such as the star of all capabilities is quoted by everybody.
          if (typeof word !== 'string' || !/^[a-z]/u.test(word)) continue;
          const { document } = parseDocument(Buffer.from(`word: ${word}\n`));
          if (!isNode(document?.value) || document.value['word'] !== word)
            ambiguous.push(`${file}#${pointer}: ${word}`);
        }
      });
    }
    expect(ambiguous).toEqual([]);
  });

  it('refuse unknown fields wherever fields are listed, and let x- fields through at the top and in spec (P17)', () => {
    const open: string[] = [];
    for (const [file, root] of SCHEMAS) {
      walkSchemas(root, (schema, pointer) => {
        const isCondition = /\/(if|then|oneOf\/\d+)$/u.test(pointer);
        if (isNode(schema['properties']) && !isCondition && schema['additionalProperties'] !== false)
          open.push(`${file}#${pointer}`);
      });
      if (file !== 'common.schema.json') expect(root['patternProperties'], file).toBeDefined();
    }
    expect(open).toEqual([]);
  });

  it('refer only to each other, by relative paths, so that nothing is ever fetched (P14)', () => {
    const foreign: string[] = [];
    for (const [file, root] of SCHEMAS) {
      walkSchemas(root, (schema, pointer) => {
        const target = schema['$ref'];
        if (target === undefined) return;
        const isLocal = typeof target === 'string' && /^[a-z-]*(\.schema\.json)?(#|$)/u.test(target);
        if (!isLocal) foreign.push(`${file}#${pointer}: ${JSON.stringify(target)}`);
      });
    }
    expect(foreign).toEqual([]);
  });

  it('hold only patterns without a repetition inside a repetition (P15)', () => {
    const patterns = new Set<string>();
    for (const root of SCHEMAS.values()) {
      walkSchemas(root, (schema) => {
        if (typeof schema['pattern'] === 'string') patterns.add(schema['pattern']);
        for (const key of Object.keys(isNode(schema['patternProperties']) ? schema['patternProperties'] : {}))
          patterns.add(key);
      });
    }
    expect(patterns.size).toBeGreaterThan(20);
    for (const pattern of patterns) expect(nestedRepetition(pattern), pattern).toBe(false);
    expect(nestedRepetition('^(a+)+$')).toBe(true);
    expect(nestedRepetition('^(a|aa)*$')).toBe(true);
  });
});

/** True where an unbounded repetition stands in, or holds a choice under, an unbounded repetition. */
function nestedRepetition(pattern: string): boolean {
  let isNested = false;
  const open: AST.Quantifier[] = [];
  visitRegExpAST(parseRegExpLiteral(new RegExp(pattern, 'u')), {
    onQuantifierEnter(node) {
      if (node.max !== Infinity) return;
      if (open.length > 0) isNested = true;
      if (node.element.type === 'Group' || node.element.type === 'CapturingGroup') {
        if (node.element.alternatives.length > 1) isNested = true;
      }
      open.push(node);
    },
    onQuantifierLeave(node) {
      if (open.at(-1) === node) open.pop();
    },
    onBackreferenceEnter() {
      isNested = true;
    },
  });
  return isNested;
}
