import { isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import type { Span } from '../core/index.ts';
import type { LineIndex } from './line-index.ts';
import type { Pointer } from './parsed-document.ts';

/** Where the pointer's value or key stands; the nearest parent's place where the pointer leads nowhere. Pure. */
export function locateNode(
  document: Document.Parsed | undefined,
  lines: LineIndex,
  pointer: Pointer,
  part: 'key' | 'value',
): Span {
  let node: Node | null = document?.contents ?? null;
  let key: Node | null = null;
  for (const step of pointer) {
    if (isMap<Node, Node | null>(node)) {
      const pair: Pair<Node, Node | null> | undefined = node.items.find((item) => isKeyOf(item, step));
      if (pair === undefined) break;
      key = pair.key;
      node = pair.value;
    } else if (isSeq<Node>(node) && typeof step === 'number' && node.items[step] !== undefined) {
      key = node.items[step];
      node = node.items[step];
    } else {
      break;
    }
  }
  const target = part === 'key' ? (key ?? node) : node;
  const start = (target ?? key)?.range?.[0] ?? 0;
  const end = endOf(target ?? key);
  return lines.spanOf(start, start + lines.text.slice(start, end).trimEnd().length);
}

/** The end of the last part; the range of a block collection goes on to the comments after it. */
function endOf(node: Node | null): number {
  if (isMap<Node, Node | null>(node) && node.flow !== true) {
    const last = node.items.at(-1);
    return Math.max(endOf(last?.key ?? null), endOf(last?.value ?? null));
  }
  if (isSeq<Node>(node) && node.flow !== true) return endOf(node.items.at(-1) ?? null);
  return node?.range?.[1] ?? 0;
}

function isKeyOf(pair: Pair<Node, Node | null>, step: string | number): boolean {
  return isScalar(pair.key) && String(pair.key.value) === String(step);
}
