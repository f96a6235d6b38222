import { toOneLine } from '../core/index.ts';
import { parsed, refused, suggest } from '../names/index.ts';
import type { Fault, Parsed } from '../names/index.ts';
import { parseRange } from './range.ts';
import { parseVersion } from './parse-version.ts';

type ConstraintKey = 'eq' | 'gt' | 'gte' | 'lt' | 'lte' | 'range' | 'caret' | 'tilde' | 'wildcard';

/** How a dependency says which versions it takes (SPEC section 2.1): a range, or an object with exactly one key. */
export type Constraint = string | Readonly<Partial<Record<ConstraintKey, string>>>;

interface Form {
  /** What stands before the operand in the range. */
  readonly prefix: string;
  readonly operand: 'version' | 'partial' | 'wildcard' | 'range';
}

const FORMS: ReadonlyMap<string, Form> = new Map<ConstraintKey, Form>([
  ['eq', { prefix: '', operand: 'version' }],
  ['gt', { prefix: '>', operand: 'version' }],
  ['gte', { prefix: '>=', operand: 'version' }],
  ['lt', { prefix: '<', operand: 'version' }],
  ['lte', { prefix: '<=', operand: 'version' }],
  ['range', { prefix: '', operand: 'range' }],
  ['caret', { prefix: '^', operand: 'partial' }],
  ['tilde', { prefix: '~', operand: 'partial' }],
  ['wildcard', { prefix: '', operand: 'wildcard' }],
]);

const PARTIAL = /^[0-9]+(?:\.[0-9]+(?:\.[0-9]+(?:[-+][0-9A-Za-z.+-]+)?)?)?$/u;
const WILDCARD = /^(?:[*xX]|[0-9]+(?:\.[0-9]+)?\.[*xX]|[0-9]+\.[*xX]\.[*xX])$/u;

/**
 * The range text of a dependency's constraint: `{caret: '1.2'}` is `^1.2`. Operands of `eq gt gte lt lte` are whole
 * versions, of `caret` and `tilde` a version or its beginning, of `wildcard` a form such as `1.x` or `*`. Faults:
 * `HYPER_CONSTRAINT_INVALID` and those of `parseVersion` and `parseRange`. Pure.
 */
export function toRange(constraint: Constraint): Parsed<string> {
  if (typeof constraint === 'string') return checked(constraint);
  const entries = Object.entries(constraint);
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) {
    return refused(
      'HYPER_CONSTRAINT_INVALID',
      `the constraint has ${entries.length} keys, expected exactly one`,
      'join several bounds in {range: ">=1.2.0 <2.0.0"}',
    );
  }
  const [key, operand] = entry;
  const form = FORMS.get(key);
  return form === undefined ? { ok: false, fault: unknownKey(key) } : withForm(key, form, operand);
}

function withForm(key: string, form: Form, operand: unknown): Parsed<string> {
  if (typeof operand !== 'string') {
    return refused('HYPER_CONSTRAINT_INVALID', `"${key}" holds no text`, `write {${key}: "1.2.0"}`);
  }
  const shown = toOneLine(operand.slice(0, 80));
  if (form.operand === 'version') {
    const version = parseVersion(operand);
    if (!version.ok) return version;
  }
  if (form.operand === 'partial' && !PARTIAL.test(operand)) {
    return refused(
      'HYPER_CONSTRAINT_INVALID',
      `"${shown}" is no version for "${key}"`,
      `write {${key}: "1.2.0"}`,
    );
  }
  if (form.operand === 'wildcard' && !WILDCARD.test(operand)) {
    return refused('HYPER_CONSTRAINT_INVALID', `"${shown}" is no wildcard`, 'write {wildcard: "1.x"}');
  }
  return checked(form.prefix + operand);
}

function checked(text: string): Parsed<string> {
  const range = parseRange(text);
  return range.ok ? parsed(text) : range;
}

function unknownKey(key: string): Fault {
  const [near] = suggest(key, FORMS.keys(), 1);
  const hint = near === undefined ? `use one of ${[...FORMS.keys()].join(', ')}` : `did you mean "${near}"?`;
  return refused('HYPER_CONSTRAINT_INVALID', `"${toOneLine(key)}" is no kind of constraint`, hint).fault;
}
