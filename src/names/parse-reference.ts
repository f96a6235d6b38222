import { MAX_NAMESPACE_UNITS, MAX_RANGE_UNITS, MAX_SEGMENT_UNITS, toOneLine } from '../core/index.ts';
import { parseArtifactName } from './artifact-name.ts';
import { dottedCandidates } from './dotted-reference.ts';
import { parseNamespacePath } from './namespace-path.ts';
import { parsed, refused, withCorrection } from './parsed.ts';
import type { Fault, Parsed } from './parsed.ts';
import { formatReference } from './reference.ts';
import type { Reference } from './reference.ts';
import { formatSelector, parseSelector } from './selector.ts';
import type { Selector } from './selector.ts';
import { isUuid, isUuidV7 } from './uuid.ts';

export interface ReferenceOptions {
  /** Also read `org.acme.security.nexus-auth`, whose last segment is the name. Default false: files never hold it. */
  readonly allowDotted?: boolean;
}

const MAX_REFERENCE_UNITS = MAX_NAMESPACE_UNITS + MAX_SEGMENT_UNITS + MAX_RANGE_UNITS + 32;

/**
 * Reads `org.acme.security/nexus-auth[@selector]` (dotted or slash form of the namespace), a bare name or an id; the
 * inverse of `formatReference`. The name begins after the last slash, the selector after the first `@` behind it. Pure.
 */
export function parseReference(text: string, options: ReferenceOptions = {}): Parsed<Reference> {
  if (text === '') return refused('HYPER_NAME_EMPTY', 'the reference is empty');
  if (text.length > MAX_REFERENCE_UNITS) {
    return refused(
      'HYPER_NAMESPACE_TOO_LONG',
      `the reference has ${text.length} characters, expected at most ${MAX_REFERENCE_UNITS}`,
    );
  }
  if (text.startsWith('@')) return scoped(text);
  if (isUuid(text.toLowerCase())) return parseId(text);
  const slash = text.lastIndexOf('/');
  const tail = text.slice(slash + 1);
  if (slash < 0 && (tail.split('@')[0] ?? '').includes('.'))
    return parseDotted(text, options.allowDotted ?? false);
  return parseNamed(slash < 0 ? undefined : text.slice(0, slash), tail);
}

function parseNamed(namespaceText: string | undefined, tail: string): Parsed<Reference> {
  const at = tail.indexOf('@');
  const namespace = namespaceText === undefined ? undefined : parseNamespacePath(namespaceText);
  const name = parseArtifactName(at < 0 ? tail : tail.slice(0, at));
  const selector = at < 0 ? undefined : parseSelector(tail.slice(at + 1));
  if (namespace?.ok !== false && name.ok && selector?.ok !== false) {
    return parsed({ kind: 'name', namespace: namespace?.value, name: name.value, selector: selector?.value });
  }
  const parts = [namespace, name, selector];
  const fault = parts.flatMap((part) => (part === undefined || part.ok ? [] : [part.fault]))[0];
  return { ok: false, fault: correctWhole(fault, [namespace, name, selector && spelled(selector)]) };
}

/** Puts the corrected parts together again, where each faulty part has a correction. */
function correctWhole(
  fault: Fault | undefined,
  [namespace, name, selector]: readonly (Parsed<string> | undefined)[],
): Fault {
  const first = fault ?? refused('HYPER_NAME_EMPTY', 'the reference is empty').fault;
  const [path, word, end] = [bestOf(namespace), bestOf(name), bestOf(selector)];
  if (path === undefined || word === undefined || end === undefined)
    return {
      code: first.code,
      message: first.message,
      ...(first.corrected === undefined ? hintOf(first) : {}),
    };
  return withCorrection(first, (path === '' ? '' : `${path}/`) + word + (end === '' ? '' : `@${end}`));
}

/** A hint that names the corrected text of one part says nothing of a reference that stays wrong. */
function hintOf({ hint }: Fault): Pick<Fault, 'hint'> {
  return hint === undefined ? {} : { hint };
}

/** The accepted or corrected text of a part, '' for a part that is absent, undefined where there is no correction. */
function bestOf(part: Parsed<string> | undefined): string | undefined {
  if (part === undefined) return '';
  return part.ok ? part.value : part.fault.corrected;
}

function spelled(selector: Parsed<Selector>): Parsed<string> {
  return selector.ok ? parsed(formatSelector(selector.value)) : selector;
}

function parseId(text: string): Parsed<Reference> {
  if (isUuidV7(text)) return parsed({ kind: 'id', id: text });
  const lower = text.toLowerCase();
  const fault = refused(
    'HYPER_NAME_RESERVED',
    `"${text}" is no id, expected a UUID of version 7 in lower case`,
  ).fault;
  return { ok: false, fault: isUuidV7(lower) ? withCorrection(fault, lower) : fault };
}

function parseDotted(text: string, isAllowed: boolean): Parsed<Reference> {
  const candidates = dottedCandidates(text);
  const [first] = candidates;
  if (first === undefined) return parseNamed(undefined, text);
  const spellings = candidates.map((candidate) => `"${formatReference(candidate)}"`).join(' or ');
  if (candidates.length > 1) {
    return refused(
      'HYPER_REFERENCE_AMBIGUOUS',
      `"${toOneLine(text)}" can be read in ${candidates.length} ways`,
      `write ${spellings}`,
    );
  }
  if (isAllowed) return parsed(first);
  const fault = refused('HYPER_REFERENCE_DOTTED', `"${toOneLine(text)}" has no slash before the name`).fault;
  return { ok: false, fault: withCorrection(fault, formatReference(first)) };
}

function scoped(text: string): Parsed<Reference> {
  const fault = refused(
    'HYPER_REFERENCE_SCOPED',
    `"${toOneLine(text)}" begins with "@", expected a namespace`,
    'write the namespace in front, for example org.acme/nexus-auth',
  ).fault;
  const guess = parseReference(`org.${text.replace(/^@+/u, '')}`);
  return { ok: false, fault: guess.ok ? withCorrection(fault, formatReference(guess.value)) : fault };
}
