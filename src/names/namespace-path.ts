import { MAX_NAMESPACE_SEGMENTS, MAX_NAMESPACE_UNITS, toOneLine } from '../core/index.ts';
import { checkEmailOwner } from './email-owner.ts';
import { checkLetters, checkNameSegment } from './name-segment.ts';
import { parsed, refused, withCorrection } from './parsed.ts';
import type { Fault, Parsed } from './parsed.ts';
import { fromSlashForm, SCOPES } from './scope.ts';
import { skeletonOf } from './skeleton.ts';
import { suggest } from './suggest.ts';

declare const namespacePath: unique symbol;

/**
 * A namespace path in its one canonical spelling (SPEC section 1): segments joined by dots (`org.acme.security`). Only
 * below an e-mail owner are children joined by slashes, because a dot would lengthen the address:
 * `user.alice@example.com/tools/ci`. Take it apart with `segmentsOf`, never with `split`.
 */
export type NamespacePath = string & { readonly [namespacePath]: true };

/** Longer input is refused unread; the slash form of a path is longer than its canonical form by 9 at most. */
const MAX_INPUT_UNITS = MAX_NAMESPACE_UNITS + 16;
const PLAIN = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+$/u;
const EMAIL_OWNER_START = 'user.';

/** The canonical path of a dotted or slash form, or the fault with the corrected spelling where there is one. Pure. */
export function parseNamespacePath(text: string): Parsed<NamespacePath> {
  const result = readPath(text);
  if (result.ok || text.length > MAX_INPUT_UNITS || result.fault.code === 'HYPER_NAME_RESERVED')
    return result;
  const repaired = readPath(repairPath(text));
  return repaired.ok ? { ok: false, fault: withCorrection(result.fault, repaired.value) } : result;
}

/**
 * The path of the folder `namespaces/<segments…>`. Folders carry canonical segments: `orgs`, upper case and other
 * spellings are refused with the corrected path. Pure.
 */
export function fromFolder(segments: readonly string[]): Parsed<NamespacePath> {
  const result = checkSegments(segments);
  if (result.ok || result.fault.code === 'HYPER_NAME_RESERVED') return result;
  const repaired = parseNamespacePath(segments.join('/'));
  const corrected = repaired.ok ? repaired.value : repaired.fault.corrected;
  return corrected === undefined ? result : { ok: false, fault: withCorrection(result.fault, corrected) };
}

/** The canonical text of segments that `checkSegments` accepts. */
export function joinSegments(segments: readonly string[]): string {
  const [scope = '', owner = '', ...rest] = segments;
  if (!owner.includes('@')) return segments.join('.');
  return [`${scope}.${owner}`, ...rest].join('/');
}

function readPath(text: string): Parsed<NamespacePath> {
  if (text === '') return refused('HYPER_NAME_EMPTY', 'the namespace path is empty');
  if (text.length > MAX_INPUT_UNITS) return tooLong(text.length);
  if (PLAIN.test(text)) return checkSegments(text.split('.'));
  const segments = splitPath(text);
  return segments.ok ? checkSegments(segments.value) : segments;
}

function splitPath(text: string): Parsed<readonly string[]> {
  const slash = text.indexOf('/');
  const first = slash < 0 ? text : text.slice(0, slash);
  if (/^[./]|[./]$|[./]{2}/u.test(text)) {
    return refused(
      'HYPER_NAMESPACE_SEPARATOR',
      `"${toOneLine(text)}" has a leading, trailing or doubled separator`,
    );
  }
  if (first.startsWith(EMAIL_OWNER_START) && first.includes('@')) {
    const children = slash < 0 ? [] : text.slice(slash + 1).split('/');
    return parsed(['user', first.slice(EMAIL_OWNER_START.length), ...children]);
  }
  if (slash < 0) {
    const segments = text.split('.');
    return parsed(segments.length === 1 ? fromSlashForm(segments) : segments);
  }
  if (first.includes('.')) {
    return refused('HYPER_NAMESPACE_MIXED_FORM', `"${toOneLine(text)}" mixes dots and slashes`);
  }
  return parsed(fromSlashForm(text.split('/')));
}

function checkSegments(segments: readonly string[]): Parsed<NamespacePath> {
  const [first = '', owner] = segments;
  const scope = SCOPES.get(first);
  if (scope === undefined) return unknownScope(first);
  if (scope.hasOwnerSegment && owner === undefined) {
    return refused(
      'HYPER_NAMESPACE_OWNER_MISSING',
      `"${first}" is a scope, expected an owner after it`,
      `write ${first}.<owner>`,
    );
  }
  if (segments.length > MAX_NAMESPACE_SEGMENTS) {
    return refused(
      'HYPER_NAMESPACE_TOO_DEEP',
      `the path has ${segments.length} segments, expected at most ${MAX_NAMESPACE_SEGMENTS}`,
    );
  }
  for (let index = 1; index < segments.length; index += 1) {
    const fault = checkSegment(segments[index] ?? '', first === 'user' && index === 1);
    if (fault !== undefined) return { ok: false, fault };
  }
  const path = joinSegments(segments);
  return path.length > MAX_NAMESPACE_UNITS ? tooLong(path.length) : parsed(path as NamespacePath);
}

function checkSegment(segment: string, isUserOwner: boolean): Fault | undefined {
  if (!segment.includes('@')) return checkNameSegment(segment);
  if (isUserOwner) return checkEmailOwner(segment);
  return refused(
    'HYPER_NAMESPACE_EMAIL',
    `"${toOneLine(segment)}" holds "@", expected it only in the owner of a user namespace`,
  ).fault;
}

function unknownScope(first: string): { ok: false; fault: Fault } {
  const shown = toOneLine(first.slice(0, 80));
  if (first !== '' && !/^[a-z0-9-]+$/u.test(first)) return { ok: false, fault: checkLetters(first) };
  const [near] = suggest(first, SCOPES.keys(), 1);
  const hint =
    near === undefined ? 'begin with one of the scopes, for example org.acme' : `did you mean "${near}"?`;
  return refused(
    'HYPER_NAMESPACE_SCOPE',
    `"${shown}" is no scope, expected one of ${[...SCOPES.keys()].join(', ')}`,
    hint,
  );
}

function tooLong(units: number): { ok: false; fault: Fault } {
  return refused(
    'HYPER_NAMESPACE_TOO_LONG',
    `the path has ${units} characters, expected at most ${MAX_NAMESPACE_UNITS}`,
  );
}

/** The nearest spelling that might be a path: a guess to be read again. */
function repairPath(text: string): string {
  const plain = skeletonOf(text)
    .replace(/[^a-z0-9@+./_-]+/gu, '-')
    .replace(text.includes('@') ? /_(?!.*@)/gu : /_/gu, '-')
    .replace(/-{2,}/gu, '-')
    .replace(/-*([./])[./-]*/gu, '$1')
    .replace(/^[./-]+|[./-]+$/gu, '');
  return plain.includes('@') || !/^[^/]*\..*\//u.test(plain) ? plain : plain.replaceAll('/', '.');
}
