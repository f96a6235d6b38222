import { isUtf8 } from 'node:buffer';
import {
  MAX_DIAGNOSTICS_PER_FILE,
  MAX_MANIFEST_BYTES,
  MAX_README_BYTES,
  isJsonObject,
} from '../core/index.ts';
import type { Diagnostic } from '../core/index.ts';
import { formatCodeFrame, parseDocument } from '../document/index.ts';
import type { ParsedDocument } from '../document/index.ts';
import { parseManifest } from '../manifest/index.ts';
import type { Manifest } from '../manifest/index.ts';
import { isManifestRole } from '../registry/index.ts';
import type { FileRole, TreeEntry } from '../registry/index.ts';
import { CONTENT_RULES, DOCUMENT_RULES, MANIFEST_RULES } from './rules.ts';
import type { FileSubject, Surroundings } from './rule.ts';

/** Content of the middle storage tier ends here (SPEC section 2.1). */
export const MAX_BLOB_BYTES = 10 * 1024 * 1024;

/** What a file's check found; the manifest is there only where it is faultless. */
export interface CheckedFile {
  readonly diagnostics: readonly Diagnostic[];
  readonly manifest: Manifest | undefined;
  /** Whether the fast path read it; undefined for what is no manifest. */
  readonly isFast: boolean | undefined;
}

const NO_DIAGNOSTICS: readonly Diagnostic[] = [];

/** The most bytes that a file of this role may have. */
export function maxBytesOf(role: FileRole): number {
  if (role.kind === 'blob') return MAX_BLOB_BYTES;
  return role.kind === 'text' ? MAX_README_BYTES : MAX_MANIFEST_BYTES;
}

/** Applies every rule about one file. Pure; the common case, a faultless manifest, allocates next to nothing. */
export function checkFile(subject: FileSubject, surroundings: Surroundings): CheckedFile {
  const found = contentFaults(subject);
  const { kind } = subject.role;
  const isPointer = found[0]?.code === 'HYPER_CONTENT_LFS';
  if (isPointer || (!isManifestRole(subject.role) && kind !== 'other'))
    return { diagnostics: found, manifest: undefined, isFast: undefined };
  const parsed = parseDocument(subject.bytes);
  const { document, isFast } = parsed;
  if (document === undefined || found.length > 0) {
    const text = isUtf8(subject.bytes) ? Buffer.from(subject.bytes).toString('utf8') : undefined;
    const more =
      parsed.salvaged === undefined ? [] : furtherFaults(subject.role, parsed.salvaged, parsed.diagnostics);
    const diagnostics = [...found, ...place([...parsed.diagnostics, ...more], subject.entry, text)];
    return { diagnostics, manifest: undefined, isFast };
  }
  const { manifest, diagnostics } = parseManifest(document);
  if (diagnostics.length > 0) found.push(...diagnostics);
  judgeFields(subject.role, document, found);
  if (manifest !== undefined) {
    const checked = { entry: subject.entry, role: subject.role, document, manifest, surroundings };
    for (const rule of MANIFEST_RULES) {
      const faults = rule.check(checked);
      if (faults.length > 0) found.push(...faults);
    }
  }
  const placed = found.length === 0 ? NO_DIAGNOSTICS : place(found, subject.entry, document.text);
  return { diagnostics: placed, manifest, isFast };
}

function judgeFields(role: FileRole, document: ParsedDocument, found: Diagnostic[]): void {
  const fields = document.value;
  if (!isJsonObject(fields)) return;
  for (const rule of DOCUMENT_RULES) {
    const faults = rule.check({ role, document, fields });
    if (faults.length > 0) found.push(...faults);
  }
}

/** What is wrong besides the YAML itself; a line that the parser has already spoken of is not spoken of again. */
function furtherFaults(role: FileRole, document: ParsedDocument, told: readonly Diagnostic[]): Diagnostic[] {
  const found = [...parseManifest(document).diagnostics];
  judgeFields(role, document, found);
  const lines = new Set(told.map((fault) => fault.span?.start.line));
  return found.filter((fault) => !lines.has(fault.span?.start.line));
}

/** The fault of a file that is larger than its role allows, and so was not read. */
export function tooLarge(entry: TreeEntry, role: FileRole, size: number): Diagnostic {
  const message = `expected at most ${maxBytesOf(role)} bytes, got ${size}`;
  const code =
    role.kind === 'blob' ? 'HYPER_BLOB_SIZE' : role.kind === 'text' ? 'HYPER_TEXT_SIZE' : 'HYPER_YAML_SIZE';
  return { code, severity: 'error', path: entry.path, message, hint: `run: hyper explain ${code}` };
}

/** What the bytes show; of a pointer nothing more is said, since the content it stands for is not known. */
function contentFaults(subject: FileSubject): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const rule of CONTENT_RULES) {
    for (const fault of rule.check(subject)) found.push(fault);
    if (found[0]?.code === 'HYPER_CONTENT_LFS') break;
  }
  return found;
}

function place(
  faults: readonly Diagnostic[],
  entry: TreeEntry,
  text: string | undefined,
): readonly Diagnostic[] {
  return faults.slice(0, MAX_DIAGNOSTICS_PER_FILE + 1).map((fault) => {
    const frame =
      fault.span === undefined || text === undefined ? undefined : formatCodeFrame(text, fault.span);
    return { ...fault, path: entry.path, ...(frame === undefined ? {} : { frame }) };
  });
}
