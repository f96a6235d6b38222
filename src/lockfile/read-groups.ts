import { Buffer } from 'node:buffer';
import { HyperError, isJsonObject } from '../core/index.ts';
import type { Diagnostic, JsonObject, JsonValue, Position, Span } from '../core/index.ts';
import { formatCodeFrame, parseDocument } from '../document/index.ts';
import type { ParsedDocument, Pointer } from '../document/index.ts';

/** Lines of packages that are read as one document: every one of them holds one key or item at most, so that the limits
 *  of a document are kept however many packages a lock has. */
const LINES_A_PART = 3000;

const PACKAGES = 'packages:';

/** A part of a lock that is a document of its own. */
interface Part {
  readonly text: string;
  /** What to add to positions in `text`. */
  readonly lines: number;
  readonly units: number;
}

export interface GroupsOutcome {
  readonly document: ParsedDocument | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a lock as a document that may be far larger than one that people write: the groups of lines below `packages` are
 * read in parts. The outcome is that of `parseDocument`, positions too. Pure.
 */
export function readGroups(text: string): GroupsOutcome {
  const parts = partsOf(text);
  const documents: { readonly part: Part; readonly document: ParsedDocument }[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const part of parts) {
    const outcome = parseDocument(Buffer.from(part.text));
    for (const fault of outcome.diagnostics) diagnostics.push(moved(fault, part, text));
    if (outcome.document !== undefined) documents.push({ part, document: outcome.document });
  }
  if (diagnostics.length > 0) return { document: undefined, diagnostics };
  if (documents.slice(1).some(({ document }) => !holdsPackagesAlone(document))) {
    return parseDocument(Buffer.from(text));
  }
  return new PartedDocument(text, documents).joined();
}

/** The head with an empty `packages`, then the packages some thousand lines at a time. */
function partsOf(text: string): Part[] {
  const start = text.startsWith(`${PACKAGES}\n`) ? 0 : text.indexOf(`\n${PACKAGES}\n`) + 1;
  if (start === 0) return [{ text, lines: 0, units: 0 }];
  const bodyStart = start + PACKAGES.length + 1;
  const parts: Part[] = [{ text: `${text.slice(0, start)}${PACKAGES} {}\n`, lines: 0, units: 0 }];
  let line = text.slice(0, bodyStart).split('\n').length - 1;
  let from = bodyStart;
  let fromLine = line;
  const close = (to: number): void => {
    const body = text.slice(from, to);
    if (body !== '') {
      const shift = { lines: fromLine - 1, units: from - PACKAGES.length - 1 };
      parts.push({ text: `${PACKAGES}\n${body}`, ...shift });
    }
    from = to;
    fromLine = line;
  };
  for (let at = bodyStart; at < text.length;) {
    const end = text.indexOf('\n', at);
    const isGroup = text.startsWith('  ', at) && /[^ \n#-]/u.test(text.charAt(at + 2));
    if (isGroup && line - fromLine >= LINES_A_PART) close(at);
    at = end < 0 ? text.length : end + 1;
    line += 1;
  }
  close(text.length);
  return parts;
}

class PartedDocument implements ParsedDocument {
  readonly text: string;
  value: JsonValue = null;
  readonly #parts: readonly { readonly part: Part; readonly document: ParsedDocument }[];
  readonly #homes = new Map<string, number>();

  constructor(text: string, parts: readonly { readonly part: Part; readonly document: ParsedDocument }[]) {
    this.text = text;
    this.#parts = parts;
  }

  /** Puts the values together; a package that stands in two parts is a fault. */
  joined(): GroupsOutcome {
    const [head] = this.#parts;
    if (head === undefined || this.#parts.length === 1) return { document: head?.document, diagnostics: [] };
    const diagnostics: Diagnostic[] = [];
    const packages: Record<string, JsonValue> = {};
    this.#parts.slice(1).forEach(({ document }, at) => {
      for (const [key, value] of Object.entries(packagesIn(document))) {
        if (this.#homes.has(key)) diagnostics.push(this.#repeated(key, at + 1));
        else this.#homes.set(key, at + 1);
        packages[key] = value;
      }
    });
    if (diagnostics.length > 0) return { document: undefined, diagnostics };
    this.value = { ...(head.document.value as JsonObject), packages };
    return { document: this, diagnostics };
  }

  locate(pointer: Pointer, part: 'key' | 'value' = 'value'): Span {
    const [field, name] = pointer;
    const home = field === 'packages' && typeof name === 'string' ? (this.#homes.get(name) ?? 0) : 0;
    const owner = this.#parts[home];
    if (owner === undefined) throw new HyperError('HYPER_INTERNAL', 'a lock has a head');
    return movedSpan(owner.document.locate(pointer, part), owner.part);
  }

  #repeated(key: string, home: number): Diagnostic {
    const owner = this.#parts[home];
    const span = owner?.document.locate(['packages', key], 'key');
    return {
      code: 'HYPER_YAML_DUPLICATE_KEY',
      severity: 'error',
      message: `the key "${key}" stands twice`,
      ...(owner === undefined || span === undefined ? {} : { span: movedSpan(span, owner.part) }),
      hint: 'hyper deps resolve writes the lock anew',
    };
  }
}

function packagesIn(document: ParsedDocument): JsonObject {
  const packages = isJsonObject(document.value) ? document.value['packages'] : undefined;
  return isJsonObject(packages) ? packages : {};
}

/** False where something else follows the packages, or takes their place. */
function holdsPackagesAlone({ value }: ParsedDocument): boolean {
  return isJsonObject(value) && Object.keys(value).length === 1 && isJsonObject(value['packages']);
}

function moved(fault: Diagnostic, part: Part, text: string): Diagnostic {
  if (fault.span === undefined) return fault;
  const span = movedSpan(fault.span, part);
  return { ...fault, span, frame: formatCodeFrame(text, span) };
}

function movedSpan({ start, end }: Span, part: Part): Span {
  return { start: movedPosition(start, part), end: movedPosition(end, part) };
}

function movedPosition({ line, column, offset }: Position, { lines, units }: Part): Position {
  return { line: line + lines, column, offset: offset + units };
}
