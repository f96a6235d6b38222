import { isMap, isSeq } from 'yaml';
import type { ParsedNode } from 'yaml';
import type { JsonValue } from '../core/index.ts';
import type { Pointer } from './parsed-document.ts';
import { extentOf, findPair, nodeAt } from './splice.ts';
import type { Splice } from './splice.ts';
import { removeFromBlock, setBlockItem, setBlockPair } from './splice-block.ts';
import { removeFromFlow, setFlowItem, setFlowPair } from './splice-flow.ts';

/**
 * The splice that sets the part at the pointer, whose parent is a filled collection; undefined where there is no place.
 * `order`: the keys of a block mapping as they usually stand.
 */
export function setPart(
  text: string,
  root: ParsedNode,
  pointer: Pointer,
  value: JsonValue,
  order: readonly string[],
): Splice | undefined {
  const parent = nodeAt(root, pointer.slice(0, -1));
  const step = pointer.at(-1);
  if (isMap(parent)) {
    return parent.flow === true
      ? setFlowPair(text, parent, String(step), value)
      : setBlockPair(text, parent, String(step), value, order);
  }
  if (!isSeq(parent) || typeof step !== 'number' || step > parent.items.length) return undefined;
  return parent.flow === true
    ? setFlowItem(text, parent, step, value)
    : setBlockItem(text, parent, step, value);
}

/** The splice that removes the part at the pointer; undefined where there is none. */
export function removePart(text: string, root: ParsedNode, pointer: Pointer): Splice | undefined {
  const parent = nodeAt(root, pointer.slice(0, -1));
  const step = pointer.at(-1);
  if (!isMap(parent) && !isSeq(parent)) return undefined;
  const index = isMap(parent)
    ? parent.items.indexOf(findPair(parent.items, String(step)) as never)
    : Number(step);
  if (parent.items.length === 1) {
    const [start, end] = extentOf(text, parent);
    return { start, end, replacement: isMap(parent) ? '{}' : '[]' };
  }
  return parent.flow === true ? removeFromFlow(text, parent, index) : removeFromBlock(text, parent, index);
}
