import type { Diagnostic, JsonValue, Span } from '../core/index.ts';
import { MAX_MANIFEST_BYTES } from '../core/index.ts';
import { decodeText } from './decode-text.ts';
import { FaultList } from './fault-list.ts';
import { locateFast } from './fast/locate-fast.ts';
import { parseFast } from './fast/parse-fast.ts';
import { LineIndex } from './line-index.ts';
import { locateNode } from './locate-node.ts';
import { parsePositioned } from './parse-positioned.ts';
import type { PositionedText } from './parse-positioned.ts';
import type { ParseOutcome, ParsedDocument, Pointer } from './parsed-document.ts';

/** After one of these, what the parser made of the rest is a guess. */
const BREAKS_STRUCTURE: ReadonlySet<string> = new Set([
  'HYPER_YAML_SYNTAX',
  'HYPER_YAML_DEPTH',
  'HYPER_YAML_SIZE',
  'HYPER_YAML_ENCODING',
  'HYPER_YAML_DOCUMENTS',
  'HYPER_YAML_EMPTY',
  'HYPER_YAML_MERGE_MARKERS',
  'HYPER_YAML_FAULTS_OMITTED',
]);

/**
 * Reads the registry's YAML subset (SPEC section 2). Every fault of the text is a diagnostic with a position and a code
 * frame, without a path; never throws, whatever the bytes. Texts without surprises take the fast path. Pure.
 */
export function parseDocument(bytes: Uint8Array): ParseOutcome {
  if (bytes.length > MAX_MANIFEST_BYTES) return refuse([sizeFault(bytes.length)]);
  const decoded = decodeText(bytes);
  return 'text' in decoded ? parseText(decoded.text) : refuse(decoded.diagnostics);
}

function parseText(text: string): ParseOutcome {
  const value = parseFast(text);
  if (value !== undefined) return { document: new TextDocument(text, value), diagnostics: [], isFast: true };
  const positioned = parsePositioned(text);
  const { diagnostics } = positioned;
  if (diagnostics.length > 0) {
    const isBroken = diagnostics.some((fault) => BREAKS_STRUCTURE.has(fault.code));
    const salvaged = isBroken ? undefined : new TextDocument(text, positioned.value, positioned);
    return { ...refuse(diagnostics), ...(salvaged === undefined ? {} : { salvaged }) };
  }
  return { document: new TextDocument(text, positioned.value, positioned), diagnostics: [], isFast: false };
}

function refuse(diagnostics: readonly Diagnostic[]): ParseOutcome {
  return { document: undefined, diagnostics, isFast: false };
}

function sizeFault(size: number): Diagnostic {
  const faults = new FaultList('');
  const message = `expected at most ${String(MAX_MANIFEST_BYTES)} bytes, got ${String(size)}`;
  faults.add('HYPER_YAML_SIZE', 0, 0, message, 'store large content as a blob, or split the file');
  const [fault] = faults.toDiagnostics();
  return fault ?? { code: 'HYPER_YAML_SIZE', severity: 'error', message };
}

class TextDocument implements ParsedDocument {
  readonly text: string;
  readonly value: JsonValue;
  private positioned: PositionedText | undefined;
  private lines: LineIndex | undefined;

  constructor(text: string, value: JsonValue, positioned?: PositionedText) {
    this.text = text;
    this.value = value;
    this.positioned = positioned;
  }

  locate(pointer: Pointer, part: 'key' | 'value' = 'value'): Span {
    this.lines ??= new LineIndex(this.text);
    const place = this.positioned === undefined ? locateFast(this.text, pointer, part) : undefined;
    if (place !== undefined) return this.lines.spanOf(...place);
    this.positioned ??= parsePositioned(this.text);
    return locateNode(this.positioned.document, this.lines, pointer, part);
  }
}
