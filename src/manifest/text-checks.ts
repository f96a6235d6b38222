import { isJsonObject } from '../core/index.ts';
import type { JsonObject, JsonValue } from '../core/index.ts';
import { parseArtifactName } from '../names/index.ts';
import type { Parsed } from '../names/index.ts';
import { parseVersion, toRange } from '../version/index.ts';
import { checkDigestHex } from './checks/digest-text.ts';
import { checkInnerPath, checkOutputPath } from './checks/inner-path.ts';
import { checkUuid } from './checks/release-id.ts';
import { checkTimestamp } from './checks/timestamp.ts';
import { checkContactUrl, checkHttpsUrl } from './checks/url.ts';
import type { AddFinding, Complaint } from './finding.ts';
import type { CheckedText } from './generated/text-fields.ts';
import { readNamespacePath, readReference } from './known-texts.ts';

type TextCheck = (text: string) => Complaint | undefined;

const CHECKS: Readonly<Record<Exclude<CheckedText, 'constraint'>, TextCheck>> = {
  artifactName: (text) => faultOf(parseArtifactName(text)),
  contactUrl: checkContactUrl,
  httpsUrl: checkHttpsUrl,
  namespacePath: (text) => faultOf(readNamespacePath(text)),
  outputPath: checkOutputPath,
  range: (text) => faultOf(toRange(text)),
  reference: (text) => faultOf(readReference(text)),
  relativePath: checkInnerPath,
  sha256Hex: (text) => checkDigestHex(text, 'sha256', 32),
  sha3Hex: (text) => checkDigestHex(text, 'sha3-512', 64),
  timestamp: checkTimestamp,
  uuid: checkUuid,
  version: (text) => faultOf(parseVersion(text)),
};

/** Checks every text of a manifest, or of a part of it, that has rules of its own. */
export type TextFieldCheck = (
  value: JsonObject,
  add: AddFinding,
  parent?: readonly (string | number)[],
) => void;

/** The check of all fields in a table of `generated/text-fields.ts`; the paths are taken apart once. Pure. */
export function compileTextFields(fields: readonly (readonly [string, CheckedText])[]): TextFieldCheck {
  const rows = fields.map(([path, text]) => ({ steps: path.split('/'), check: checkOf(text) }));
  return (value, add, parent = NO_STEPS) => {
    let walk: Walk | undefined;
    for (const { steps, check } of rows) {
      const [first = ''] = steps;
      if (steps.length > 1 || isPattern(first)) {
        walk ??= { trail: [], parent, check, add };
        walk.check = check;
        visit(value, steps, 0, walk);
      } else checkField(value[first], first, check, add, parent);
    }
  };
}

const NO_STEPS: readonly (string | number)[] = [];

function isPattern(step: string): boolean {
  return step === '~' || step === '*';
}

/** The common case, a field of the value itself: nothing is made where there is no complaint. */
function checkField(
  value: JsonValue | undefined,
  field: string,
  check: ValueCheck,
  add: AddFinding,
  parent: readonly (string | number)[],
): void {
  const complaint = value === undefined ? undefined : check(value);
  if (complaint !== undefined) add([...parent, field], complaint, 'value');
}

type ValueCheck = (value: JsonValue) => Complaint | undefined;

/** One for all fields of a manifest: where there is no complaint, next to nothing is made. */
interface Walk {
  /** The step at each depth so far; those beyond where the walk stands are of earlier ways. */
  readonly trail: (string | number)[];
  readonly parent: readonly (string | number)[];
  check: ValueCheck;
  readonly add: AddFinding;
}

function visit(value: JsonValue | undefined, steps: readonly string[], depth: number, walk: Walk): void {
  if (value === undefined) return;
  const step = steps[depth];
  if (step === undefined) {
    note(walk, walk.check(value), depth, 'value');
  } else if (step === '~' || step === '*') {
    visitAll(value, steps, depth, walk);
  } else if (isJsonObject(value)) enter(value[step], step, steps, depth, walk);
}

/** Every key (`~`), or every value (`*`) of a map or list. */
function visitAll(value: JsonValue, steps: readonly string[], depth: number, walk: Walk): void {
  const isOfValues = steps[depth] === '*';
  if (Array.isArray(value)) {
    if (!isOfValues) return;
    for (let index = 0; index < value.length; index++)
      enter(value[index] as JsonValue, index, steps, depth, walk);
  } else if (isJsonObject(value)) {
    for (const key of Object.keys(value)) {
      if (isOfValues) enter(value[key], key, steps, depth, walk);
      else noteKey(key, depth, walk);
    }
  }
}

function enter(
  child: JsonValue | undefined,
  step: string | number,
  steps: readonly string[],
  depth: number,
  walk: Walk,
): void {
  if (child === undefined) return;
  walk.trail[depth] = step;
  visit(child, steps, depth + 1, walk);
}

function noteKey(key: string, depth: number, walk: Walk): void {
  walk.trail[depth] = key;
  note(walk, walk.check(key), depth + 1, 'key');
}

function note(walk: Walk, complaint: Complaint | undefined, depth: number, part: 'key' | 'value'): void {
  if (complaint !== undefined) walk.add([...walk.parent, ...walk.trail.slice(0, depth)], complaint, part);
}

function checkOf(text: CheckedText): ValueCheck {
  if (text === 'constraint') return checkConstraint;
  const check = CHECKS[text];
  return (value) => (typeof value === 'string' ? check(value) : undefined);
}

function checkConstraint(value: JsonValue): Complaint | undefined {
  if (typeof value === 'string') return faultOf(toRange(value));
  return isJsonObject(value) ? faultOf(toRange(value)) : undefined;
}

function faultOf(result: Parsed<unknown>): Complaint | undefined {
  return result.ok ? undefined : result.fault;
}
