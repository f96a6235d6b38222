import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { discriminate } from './discriminate.ts';
import { generateAcceptors, markFault } from './generate-acceptors.ts';
import { isKind, isNode, mapSchema, toPascalCase, without } from './generate-schemas.ts';
import type { SchemaNode } from './generate-schemas.ts';

const standaloneCode = createRequire(import.meta.url)('ajv/dist/standalone/index.js') as {
  default: (ajv: Ajv2020, exports: Record<string, string>) => string;
};

const BANNER = '// Generated from schemas/ by scripts/generate.ts; run npm run generate.\n';

/** Validators of all kinds as one ES module without imports, and its declarations. Pure. */
export function generateValidators(schemas: ReadonlyMap<string, SchemaNode>): {
  code: string;
  declarations: string;
} {
  const kinds = [...schemas].filter(([, schema]) => isKind(schema)).map(([name]) => name);
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    verbose: true,
    messages: false,
    unicode: false,
    logger: false,
    discriminator: true,
    code: { esm: true, source: true, lines: false, optimize: 2 },
    schemas: [...schemas.values()].map((schema) => mapSchema(mapSchema(schema, withoutProse), discriminate)),
  });
  // No schema asks which fields others have judged.
  ajv.opts.unevaluated = false;
  for (const [name, schema] of schemas) refuseInherited(name, schema);
  const names = kinds.map((file) => `validate${toPascalCase(file.replace('.schema.json', ''))}`);
  const exported = Object.fromEntries(
    kinds.map((file, index) => [names[index] ?? file, String(schemas.get(file)?.['$id'])]),
  );
  const code = compact(standaloneCode.default(ajv, exported));
  if (code.includes('require(')) throw new Error('a validator needs a run-time module; it must need none');
  return { code: `${BANNER}${code}\n`, declarations: declarationsOf(names) };
}

/**
 * Validators ask for a field without asking whose it is, which is a third faster. That is right as long as no schema
 * names what every object inherits, and documents cannot hold `__proto__` (ATTACKS P19): the first is held here.
 */
export function refuseInherited(file: string, schema: SchemaNode): void {
  mapSchema(schema, (node) => {
    const names = [
      ...Object.keys(node['properties'] ?? {}),
      ...((node['required'] as string[] | undefined) ?? []),
    ];
    const inherited = names.find((name) => name in Object.prototype);
    if (inherited !== undefined) throw new Error(`${file} names "${inherited}", which every object inherits`);
    return node;
  });
}

const ADD_FAULT = `function addFault(faults, path, keyword, params, parentSchema, propertyName) {
  const fault = { instancePath: String(path), keyword, params, parentSchema, propertyName };
  if (faults === null) return [fault];
  faults.push(fault);
  return faults;
}
class Step {
  constructor(path, key) {
    this.path = path;
    this.key = key;
  }
  toString() {
    return this.path + "/" + this.key.replace(/~/g, "~0").replace(/\\//g, "~1");
  }
}
`;

/** The kind that nearly every file of a registry is of. */
const MANY = /(export const validateArtifact = )validate(\d+);/u;

/** The answer of an acceptor where it is yes: what is wrong is found out only where something is. */
const ACCEPT_FIRST = `function acceptFirst(accepts, explain) {
  const validate = (data) => {
    if (accepts(data)) {
      validate.errors = null;
      return true;
    }
    const isValid = explain(data);
    validate.errors = explain.errors;
    return isValid;
  };
  return validate;
}
`;

/**
 * Puts the making of a fault into one function, which takes the code to well under half its size, and leaves out what
 * costs time where there is no fault: call records, the bookkeeping of unevaluated fields, the escaping of keys.
 */
function compact(code: string): string {
  const explained = withFaults(code, (...parts) => {
    const [path, keyword = '', params = '', parent = '', property] = parts;
    const rest = `"${keyword}",${params},${parent}${property === undefined ? '' : `,${property}`}`;
    return `vErrors=addFault(vErrors,${path?.slice(1) ?? 'instancePath'},${rest});errors++;`;
  });
  const number = MANY.exec(explained)?.[2] ?? '';
  const acceptors = generateAcceptors(withFaults(code, markFault), number);
  const chosen = explained.replace(MANY, `$1/* @__PURE__ */ acceptFirst(accepts$2, validate$2);`);
  return `${ADD_FAULT}${ACCEPT_FIRST}${chosen}\n${acceptors}`;
}

type FaultParts = (string | undefined)[];

/** The code with the making of each fault replaced. */
function withFaults(code: string, toFault: (...parts: FaultParts) => string): string {
  const made =
    /const (err\d+) = \{instancePath(:.+?)?,schemaPath:"[^"]*",keyword:"(\w+)",params:(\{.*?\}),schema:.+?,parentSchema:(.+?),data(?::\w+)?(?:,propertyName:(\w+))?\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}errors\+\+;/gu;
  const small = code.replaceAll(made, (_all, _name, ...parts: FaultParts) => toFault(...parts.slice(0, 5)));
  const left = /const err\d+ = \{instancePath/u.exec(small);
  if (left !== null) throw new Error(`a fault of another form: ${small.slice(left.index, left.index + 400)}`);
  return withoutRecords(small);
}

/** Only the path is needed of what validators tell each other; that of a map's entry is made where a fault needs it. */
function withoutRecords(code: string): string {
  const small = code
    .replaceAll(/\{instancePath="", [^{}]*dynamicAnchors=\{\}\}=\{\}/gu, 'instancePath=""')
    .replaceAll(
      /const (evaluated\d+) = validate\d+\.evaluated;(?:if\(\1\.\w+\)\{\1\.\w+ = undefined;\})*/gu,
      '',
    )
    .replaceAll(/validate\d+\.evaluated = \{[^{}]*\};/gu, '')
    .replaceAll(
      /\{instancePath(?::([^{}]+?))?,parentData:[^{}]+?,rootData,dynamicAnchors\}/gu,
      (_all, path: string | undefined) => path ?? 'instancePath',
    )
    .replaceAll(
      /(validate\d+\(data\[(key\d+)\], )instancePath\+"\/" \+ \2\.replace\(\/~\/g, "~0"\)\.replace\(\/\\\/\/g, "~1"\)\)/gu,
      '$1new Step(instancePath, $2))',
    );
  const left = /evaluated|dynamicAnchors|parentData/u.exec(small);
  if (left !== null)
    throw new Error(`a call of another form: ${small.slice(left.index - 200, left.index + 200)}`);
  return small;
}

/** Leaves out what only people read, but for the first example of a pattern, which becomes a hint. */
function withoutProse(schema: SchemaNode): SchemaNode {
  const { examples } = schema;
  const kept = without(schema, ['description', 'title', 'examples', 'default']);
  const hasHint = 'pattern' in kept && Array.isArray(examples) && !isNode(examples[0]);
  return hasHint ? { ...kept, examples: examples.slice(0, 1) } : kept;
}

function declarationsOf(names: readonly string[]): string {
  return `${BANNER}
/** One fault that a schema found, as ajv reports it. */
export interface SchemaFault {
  readonly keyword: string;
  /** JSON pointer into the manifest. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema: Readonly<Record<string, unknown>>;
  readonly propertyName?: string;
}

export interface ValidateFunction {
  (value: unknown): boolean;
  errors?: readonly SchemaFault[] | null;
}

${names.map((name) => `export declare const ${name}: ValidateFunction;`).join('\n')}
`;
}
