import { Buffer } from 'node:buffer';
import type { JsonValue } from '../core/index.ts';
import { HyperError, canonicalJson, invariant, isJsonObject, toOneLine } from '../core/index.ts';
import { isList, ownPart, partAt, withPart } from './json-part.ts';
import { removePart, setPart } from './edit-splice.ts';
import type { Splice } from './splice.ts';
import { parseDocument } from './parse-document.ts';
import { parsePositioned } from './parse-positioned.ts';
import type { Pointer } from './parsed-document.ts';

/** One change of a document. */
export interface DocumentEdit {
  /** A key that is not there yet is appended to its mapping, or takes its place in an order; an index one past the last is appended to its list. */
  readonly pointer: Pointer;
  /** Undefined removes the part; it may be absent already. */
  readonly value: JsonValue | undefined;
}

/**
 * The text with the edits made in order and every other byte, comments too, as it was. An edit that changes nothing
 * keeps the text. Throws `HYPER_EDIT_REFUSED` where the text has faults, where the pointer leads through a scalar, or
 * where the result would not read back as the edited value; `HYPER_YAML_UNWRITABLE` as `renderDocument` does. `order`:
 * the keys of the document itself as they usually stand. Pure.
 */
export function editDocument(
  text: string,
  edits: readonly DocumentEdit[],
  order: readonly string[] = [],
): string {
  let edited = text;
  for (const edit of edits) {
    const old = partAt(parsePositioned(edited).value, edit.pointer);
    for (const small of smallEdits(old, edit.value, edit.pointer)) edited = editOnce(edited, small, order);
  }
  return edited;
}

/** A collection that becomes another of its kind is edited part by part, so that the comments between its parts stay. */
function smallEdits(
  old: JsonValue | undefined,
  value: JsonValue | undefined,
  pointer: Pointer,
): DocumentEdit[] {
  if (
    isJsonObject(old) &&
    isJsonObject(value) &&
    Object.keys(old).length > 0 &&
    Object.keys(value).length > 0
  ) {
    const kept = Object.keys(value).flatMap((key) =>
      smallEdits(ownPart(old, key), value[key], [...pointer, key]),
    );
    const gone = Object.keys(old).filter((key) => !Object.hasOwn(value, key));
    return [...kept, ...gone.map((key) => ({ pointer: [...pointer, key], value: undefined }))];
  }
  if (isList(old) && isList(value) && old.length > 0 && old.length <= value.length) {
    return value.flatMap((item, index) => smallEdits(old[index], item, [...pointer, index]));
  }
  return isSame(old, value) ? [] : [{ pointer, value }];
}

function editOnce(text: string, { pointer, value }: DocumentEdit, order: readonly string[]): string {
  const before = parsePositioned(text);
  const root = before.document?.contents ?? null;
  if (before.diagnostics.length > 0 || root === null) throw refusal(pointer, 'the file has faults already');
  const target = canonicalTarget(before.value, pointer, value);
  if (isSame(partAt(before.value, target.pointer), target.value)) return text;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const splice =
    target.value === undefined
      ? removePart(text, root, target.pointer)
      : setPart(text, root, target.pointer, target.value, target.pointer.length === 1 ? order : []);
  if (splice === undefined) throw refusal(pointer, 'there is no place for it');
  const edited = applySplice(text, splice, eol);
  const after = parseDocument(Buffer.from(edited));
  const expected = withPart(before.value, target.pointer, target.value);
  if (!isSame(after.document?.value, expected)) throw refusal(pointer, 'the result would not read back');
  return edited;
}

/**
 * The smallest place that can be edited: a removal that would empty a collection, and a part below a missing or empty
 * parent, become the setting of that parent.
 */
function canonicalTarget(
  value: JsonValue,
  pointer: Pointer,
  part: JsonValue | undefined,
): { readonly pointer: Pointer; readonly value: JsonValue | undefined } {
  if (pointer.length === 0) throw refusal(pointer, 'the whole document cannot be edited');
  const parentPointer = pointer.slice(0, -1);
  const parent = partAt(value, parentPointer);
  if (part === undefined) {
    if (partAt(value, pointer) === undefined) return { pointer, value: undefined };
    const rest = withPart(parent ?? null, pointer.slice(-1), undefined);
    return isEmptyCollection(rest) && parentPointer.length > 0
      ? { pointer: parentPointer, value: rest }
      : { pointer, value: undefined };
  }
  if (parentPointer.length > 0 && (parent === undefined || parent === null || isEmptyCollection(parent))) {
    return canonicalTarget(value, parentPointer, withPart(parent ?? null, pointer.slice(-1), part));
  }
  if (parent !== undefined && !isJsonObject(parent) && !Array.isArray(parent)) {
    throw refusal(pointer, 'its parent is neither a mapping nor a list');
  }
  return { pointer, value: part };
}

function isEmptyCollection(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function isSame(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return canonicalJson(left) === canonicalJson(right);
}

function applySplice(text: string, { start, end, replacement }: Splice, eol: string): string {
  invariant(start <= end, 'a splice does not run backwards');
  return (
    text.slice(0, start) + (eol === '\n' ? replacement : replacement.replaceAll('\n', eol)) + text.slice(end)
  );
}

function refusal(pointer: Pointer, reason: string): HyperError {
  return new HyperError('HYPER_EDIT_REFUSED', `cannot edit "${toOneLine(pointer.join('.'))}": ${reason}`, {
    hint: 'change the file in an editor',
  });
}
