import type { Pointer } from '../document/index.ts';
import { suggest } from '../names/index.ts';
import type { Complaint } from './finding.ts';
import { formatFieldPath, shown, valueAt } from './field-path.ts';
import type { SchemaFault } from './generated/validators.js';
import type { FaultContext } from './fault-context.ts';
import { describeType } from './describe-type.ts';
import { describeUnknownField } from './describe-unknown-field.ts';

/** The code, message and hint of one fault that a schema found. Pure. */
export function describeFault(fault: SchemaFault, pointer: Pointer, context: FaultContext): Complaint {
  const describe = DESCRIPTIONS.get(fault.keyword);
  if (describe !== undefined) return describe(fault, pointer, context);
  return {
    code: 'HYPER_FIELD_VALUE',
    message: `"${formatFieldPath(pointer)}" breaks the rule "${fault.keyword}"`,
  };
}

type Describe = (fault: SchemaFault, pointer: Pointer, context: FaultContext) => Complaint;

const DESCRIPTIONS: ReadonlyMap<string, Describe> = new Map<string, Describe>([
  ['additionalProperties', describeUnknownField],
  ['required', describeMissing],
  ['type', describeType],
  ['enum', describeChoice],
  ['const', describeChoice],
  ['pattern', describePattern],
  ['minLength', (fault, pointer, context) => describeLength(fault, pointer, context)],
  ['maxLength', (fault, pointer, context) => describeLength(fault, pointer, context)],
  ['minimum', describeNumber],
  ['maximum', describeNumber],
  ['minItems', (fault, pointer, context) => describeCount(fault, pointer, context, 'entries')],
  ['maxItems', (fault, pointer, context) => describeCount(fault, pointer, context, 'entries')],
  ['minProperties', (fault, pointer, context) => describeCount(fault, pointer, context, 'fields')],
  ['maxProperties', (fault, pointer, context) => describeCount(fault, pointer, context, 'fields')],
  ['propertyNames', describeKey],
  ['oneOf', describeAlternatives],
]);

function describeMissing({ params }: SchemaFault, pointer: Pointer): Complaint {
  const name = String(params['missingProperty']);
  return { code: 'HYPER_FIELD_MISSING', message: missingField([...pointer, name]), hint: `add ${name}` };
}

/** The message about a field that is not there. */
export function missingField(pointer: Pointer): string {
  return `"${formatFieldPath(pointer)}" is missing`;
}

function describeChoice({ params }: SchemaFault, pointer: Pointer, { root }: FaultContext): Complaint {
  const allowed = Array.isArray(params['allowedValues'])
    ? params['allowedValues'].map(String)
    : [String(params['allowedValue'])];
  const value = valueAt(root, pointer) ?? null;
  const near = typeof value === 'string' ? suggest(value, allowed, 1)[0] : undefined;
  const list = allowed.slice(0, 16).join(', ');
  const got = shown(value);
  const message = `"${formatFieldPath(pointer)}" expected ${allowed.length > 1 ? 'one of ' : ''}${list}, got ${got}`;
  const corrected = near ?? (allowed.length === 1 ? allowed[0] : undefined);
  return {
    code: 'HYPER_FIELD_VALUE',
    message,
    hint: corrected === undefined ? `write one of ${list}` : `did you mean "${corrected}"?`,
  };
}

function describePattern({ parentSchema }: SchemaFault, pointer: Pointer, { root }: FaultContext): Complaint {
  const examples = parentSchema['examples'];
  const example = Array.isArray(examples) ? String(examples[0]) : undefined;
  const got = shown(valueAt(root, pointer) ?? null);
  const message = `"${formatFieldPath(pointer)}" does not have the form that is expected there, got ${got}`;
  const hint = example === undefined ? {} : { hint: `write for example "${example}"` };
  return { code: 'HYPER_FIELD_PATTERN', message, ...hint };
}

function describeLength(
  { keyword, params }: SchemaFault,
  pointer: Pointer,
  { root }: FaultContext,
): Complaint {
  const value = valueAt(root, pointer);
  const length = typeof value === 'string' ? value.length : 0;
  const limit = Number(params['limit']);
  if (keyword === 'minLength') {
    const message = `"${formatFieldPath(pointer)}" is empty, expected a text`;
    return { code: 'HYPER_FIELD_LENGTH', message, hint: 'write a text, or remove the field' };
  }
  const message = `"${formatFieldPath(pointer)}" expected at most ${limit} characters, got ${length}`;
  return { code: 'HYPER_FIELD_LENGTH', message, hint: `shorten it by ${length - limit}` };
}

function describeNumber(
  { keyword, params }: SchemaFault,
  pointer: Pointer,
  { root }: FaultContext,
): Complaint {
  const limit = Number(params['limit']);
  const bound = keyword === 'minimum' ? 'at least' : 'at most';
  const message = `"${formatFieldPath(pointer)}" expected ${bound} ${limit}, got ${shown(valueAt(root, pointer) ?? null)}`;
  return { code: 'HYPER_FIELD_RANGE', message, hint: `write a whole number of ${bound} ${limit}` };
}

function describeCount(
  { keyword, params, parentSchema }: SchemaFault,
  pointer: Pointer,
  { root }: FaultContext,
  what: string,
): Complaint {
  const value = valueAt(root, pointer);
  const count = Array.isArray(value) ? value.length : Object.keys(value ?? {}).length;
  const limit = Number(params['limit']);
  const isExact =
    parentSchema['minProperties'] === parentSchema['maxProperties'] &&
    parentSchema['minProperties'] !== undefined;
  const bound = isExact ? 'exactly' : keyword.startsWith('min') ? 'at least' : 'at most';
  const field = formatFieldPath(pointer);
  const names = isExact ? Object.keys(parentSchema['properties'] ?? {}) : [];
  const message = `"${field}" expected ${bound} ${limit} ${what}, got ${count}`;
  const hint = names.length > 0 ? `write one of ${names.join(', ')}` : `keep ${bound} ${limit} ${what}`;
  return { code: 'HYPER_FIELD_COUNT', message, hint };
}

function describeKey(_fault: SchemaFault, pointer: Pointer): Complaint {
  const key = shown(String(pointer.at(-1)));
  const message = `${key} cannot be a key of "${formatFieldPath(pointer.slice(0, -1))}"`;
  const hint =
    'begin with a letter or digit; use letters, digits and . _ - only, and no more of them than needed';
  return { code: 'HYPER_FIELD_KEY', message, hint };
}

function describeAlternatives(
  { parentSchema }: SchemaFault,
  pointer: Pointer,
  { root }: FaultContext,
): Complaint {
  const branches = parentSchema['oneOf'] as readonly { readonly required: readonly string[] }[];
  const value = valueAt(root, pointer);
  const present = branches.filter(({ required }) =>
    required.every((name) => typeof value === 'object' && value !== null && Object.hasOwn(value, name)),
  );
  const names = (some: typeof branches) =>
    some.map(({ required }) => `"${required.join(', ')}"`).join(' and ');
  const field = formatFieldPath(pointer);
  const got = present.length === 0 ? 'none' : names(present);
  const all = branches.map(({ required }) => `"${required.join(', ')}"`).join(' or ');
  return {
    code: 'HYPER_FIELD_CHOICE',
    message: `"${field}" expected exactly one of ${all}, got ${got}`,
    hint: present.length === 0 ? `add ${all}` : 'keep one of them',
  };
}
