import { Buffer } from 'node:buffer';
import { isJsonObject } from '../core/index.ts';
import type { Code, Diagnostic, JsonObject, JsonValue, Span } from '../core/index.ts';
import { formatCodeFrame, parseDocument } from '../document/index.ts';
import type { ParsedDocument, Pointer } from '../document/index.ts';
import { parseManifest } from '../manifest/index.ts';
import type { LockfileManifest } from '../manifest/index.ts';
import { LOCK_FORMAT } from './lockfile.ts';
import type { Lockfile } from './lockfile.ts';
import { splitConflict } from './merge-conflict.ts';
import { readGroups } from './read-groups.ts';
import { LAST_LINE } from './render-lockfile.ts';
import { canonicalReference, toLockfile } from './to-lockfile.ts';

/** A lock of 65,536 packages has less. */
export const MAX_LOCK_BYTES = 64 * 1024 * 1024;

/** A lock that was read, and where each of its parts stands. */
export interface ReadLockfile {
  readonly lockfile: Lockfile;
  readonly document: ParsedDocument;
}

export interface LockfileOutcome {
  /** Undefined where any diagnostic is an error. */
  readonly read: ReadLockfile | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the bytes of a lock (SPEC section 5); every fault has a position and no path. Codes of its own:
 * `HYPER_LOCK_MERGE_MARKERS`, `HYPER_LOCK_TRUNCATED`, `HYPER_LOCK_NEWER_FORMAT`, `HYPER_LOCK_OLDER_FORMAT`,
 * `HYPER_LOCK_INTEGRITY_MISSING`, `HYPER_LOCK_INTEGRITY_WEAKER`, `HYPER_LOCK_TOO_LARGE`; else those of documents and of
 * fields (ATTACKS R03, R11). Line ends may be CRLF. Pure.
 */
export function parseLockfile(bytes: Uint8Array): LockfileOutcome {
  if (bytes.length > MAX_LOCK_BYTES) {
    const message = `the lock has ${bytes.length} bytes, expected at most ${MAX_LOCK_BYTES}`;
    return refused([{ code: 'HYPER_LOCK_TOO_LARGE', severity: 'error', message }]);
  }
  const text = textOf(bytes);
  if (text === undefined) return refused(parseDocument(bytes).diagnostics);
  const marked = splitConflict(text);
  if (marked !== undefined) {
    return refused([
      faultAt(text, marked.offset, 'HYPER_LOCK_MERGE_MARKERS', 'the lock holds the two sides of a merge'),
    ]);
  }
  const format = formatFault(text);
  if (format !== undefined) return refused([format]);
  if (!isWhole(text)) {
    const message = `the lock ends before its last line, "${LAST_LINE}"`;
    return refused([faultAt(text, Math.max(0, text.length - 1), 'HYPER_LOCK_TRUNCATED', message)]);
  }
  return readWhole(text);
}

/** The lock in each side of a merge, as far as each can be read on its own. Pure. */
export function parseConflictSides(bytes: Uint8Array): readonly Lockfile[] {
  const text = textOf(bytes);
  const sides = text === undefined ? undefined : splitConflict(text);
  if (sides === undefined) return [];
  return [sides.ours, sides.theirs].flatMap((side) => {
    const { read } = parseLockfile(Buffer.from(side));
    return read === undefined ? [] : [read.lockfile];
  });
}

function readWhole(text: string): LockfileOutcome {
  const { document, diagnostics } = readGroups(text);
  if (document === undefined) return refused(diagnostics);
  const weak = integrityFaults(document);
  if (weak.length > 0) return refused(weak);
  const parsed = parseManifest(document);
  if (parsed.manifest === undefined) return refused(parsed.diagnostics);
  if (parsed.manifest.kind !== 'Lockfile') {
    const message = `expected a manifest of kind Lockfile, got ${parsed.manifest.kind}`;
    return refused([at(document, ['kind'], 'HYPER_LOCK_KIND', message)]);
  }
  const manifest: LockfileManifest = parsed.manifest;
  const odd = Object.keys(manifest.packages).filter(
    (reference) => canonicalReference(reference) !== reference,
  );
  if (odd.length > 0) {
    return refused(
      odd.map((reference) => {
        const message = `"${reference}" is no name as hyper writes it, "namespace/name"`;
        return at(document, ['packages', reference], 'HYPER_LOCK_EXTRA', message);
      }),
    );
  }
  return { read: { lockfile: toLockfile(manifest), document }, diagnostics: parsed.diagnostics };
}

/** LF line ends; undefined where the bytes are no UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n');
  } catch {
    return undefined;
  }
}

function isWhole(text: string): boolean {
  return text.trimEnd().endsWith(`\n${LAST_LINE}`);
}

/** Told before anything else is read: another format may have other fields. */
function formatFault(text: string): Diagnostic | undefined {
  const match = /^formatVersion:[ ]*"?([0-9]{1,9})"?[ ]*$/mu.exec(text);
  const stated = Number(match?.[1] ?? LOCK_FORMAT);
  if (match === null || stated === LOCK_FORMAT) return undefined;
  const isNewer = stated > LOCK_FORMAT;
  const message = `the lock has the format ${stated}, expected ${LOCK_FORMAT}`;
  return {
    ...faultAt(text, match.index, isNewer ? 'HYPER_LOCK_NEWER_FORMAT' : 'HYPER_LOCK_OLDER_FORMAT', message),
    hint: isNewer ? 'use a newer hyper' : 'hyper deps resolve writes it anew',
  };
}

/** Packages without a digest of their manifest or content, or with a weaker one than sha256 (ATTACKS R03). */
function integrityFaults(document: ParsedDocument): Diagnostic[] {
  const packages = isJsonObject(document.value) ? document.value['packages'] : undefined;
  if (!isJsonObject(packages)) return [];
  return Object.entries(packages).flatMap(([reference, value]) =>
    isJsonObject(value) ? integrityFault(document, reference, value) : [],
  );
}

function integrityFault(document: ParsedDocument, reference: string, value: JsonObject): Diagnostic[] {
  const pointer = ['packages', reference];
  const { manifest, digests, source, size } = value;
  if (manifest === undefined) {
    const message = `"${reference}" has no digest of its manifest`;
    return [at(document, pointer, 'HYPER_LOCK_INTEGRITY_MISSING', message)];
  }
  if (typeof manifest === 'string' && !manifest.startsWith('sha256:')) {
    const message = `the manifest of "${reference}" is held by "${manifest.slice(0, 12)}", expected sha256`;
    return [at(document, [...pointer, 'manifest'], 'HYPER_LOCK_INTEGRITY_WEAKER', message)];
  }
  if (digests === undefined && source === undefined && size === undefined) return [];
  return contentFault(document, pointer, digests);
}

function contentFault(
  document: ParsedDocument,
  pointer: readonly string[],
  digests: JsonValue | undefined,
): Diagnostic[] {
  const reference = pointer.at(-1) ?? '';
  if (isJsonObject(digests) && digests['sha256'] !== undefined) return [];
  if (isJsonObject(digests) && Object.keys(digests).length > 0) {
    const message = `the content of "${reference}" has no sha256 digest`;
    return [at(document, [...pointer, 'digests'], 'HYPER_LOCK_INTEGRITY_WEAKER', message)];
  }
  const message = `"${reference}" has content without a digest`;
  return [at(document, pointer, 'HYPER_LOCK_INTEGRITY_MISSING', message)];
}

function at(document: ParsedDocument, pointer: Pointer, code: Code, message: string): Diagnostic {
  const span = document.locate(pointer, 'key');
  return positioned(document.text, span, code, message);
}

function faultAt(text: string, offset: number, code: Code, message: string): Diagnostic {
  const lines = text.slice(0, offset).split('\n');
  const start = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, offset };
  return positioned(text, { start, end: start }, code, message);
}

function positioned(text: string, span: Span, code: Code, message: string): Diagnostic {
  const hint = 'hyper deps resolve writes it anew; read the difference before you keep it';
  return { code, severity: 'error', message, span, hint, frame: formatCodeFrame(text, span) };
}

function refused(diagnostics: readonly Diagnostic[]): LockfileOutcome {
  return { read: undefined, diagnostics };
}
