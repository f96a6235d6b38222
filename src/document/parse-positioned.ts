import { isScalar } from 'yaml';
import type { Document, ParsedNode } from 'yaml';
import type { Diagnostic, JsonValue } from '../core/index.ts';
import { composeText } from './compose-text.ts';
import { FaultList } from './fault-list.ts';
import { findUnreadable, formatCharacter, maskUnreadable } from './forbidden-character.ts';
import { NodeReader } from './read-nodes.ts';

/** What the positioned parser made of a text; `value` means nothing where there are diagnostics. */
export interface PositionedText {
  readonly value: JsonValue;
  readonly document: Document.Parsed | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads any text: every fault with its position, or the value and the nodes it came from. Pure. */
export function parsePositioned(text: string): PositionedText {
  const faults = new FaultList(text);
  const readable = checkCharacters(text, faults);
  if (hasMergeMarkers(text, faults)) {
    return { value: null, document: undefined, diagnostics: faults.toDiagnostics() };
  }
  const document = composeText(readable, faults);
  const root = document?.contents ?? null;
  if (root === null && faults.isEmpty) {
    faults.add(
      'HYPER_YAML_EMPTY',
      0,
      0,
      'expected a document, got nothing',
      'write a manifest, or delete the file',
    );
  }
  if (root !== null) checkRootText(root, faults);
  const value = new NodeReader(faults).read(root);
  return { value, document, diagnostics: faults.toDiagnostics() };
}

/** Readers disagree on how far the lines of a text that is the whole document must be indented. */
function checkRootText(node: ParsedNode, faults: FaultList): void {
  if (!isScalar(node)) return;
  const [start, end] = node.range;
  if (!faults.text.slice(start, end).includes('\n')) return;
  const message = 'a text over several lines as the whole document';
  faults.add('HYPER_YAML_SYNTAX', start, end, message, 'write a mapping: "key: value"');
}

/** Adds a fault for each forbidden character; returns the text without them, offsets unchanged. */
function checkCharacters(text: string, faults: FaultList): string {
  let isClean = true;
  for (const { offset, width, codePoint } of findUnreadable(text)) {
    isClean = false;
    if (offset === 0 && codePoint === 0xfeff) {
      faults.add(
        'HYPER_YAML_ENCODING',
        0,
        1,
        'a byte order mark before the text',
        'save the file as UTF-8 without BOM',
      );
    } else {
      faults.add(
        'HYPER_YAML_CHARACTER',
        offset,
        offset + width,
        `the text holds ${formatCharacter(codePoint)}`,
        'remove the character',
      );
    }
  }
  if (isClean) return text;
  const masked = maskUnreadable(text);
  return text.startsWith('\ufeff') ? ` ${masked.slice(1)}` : masked;
}

function hasMergeMarkers(text: string, faults: FaultList): boolean {
  let isFound = false;
  for (const match of text.matchAll(/^(?:<{7}|>{7}|\|{7})(?: .*)?$/gmu)) {
    isFound = true;
    const hint = 'finish the merge: keep one side, then remove the marker lines';
    faults.add('HYPER_YAML_MERGE_MARKERS', match.index, match.index + 7, 'a conflict marker of git', hint);
  }
  return isFound;
}
