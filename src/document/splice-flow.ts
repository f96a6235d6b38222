import { isMap } from 'yaml';
import type { YAMLMap, YAMLSeq } from 'yaml';
import type { JsonValue } from '../core/index.ts';
import { renderFlow } from './render-document.ts';
import { renderKey } from './render-scalar.ts';
import { extentOf, extentOfPair, findPair, isEmptyNode } from './splice.ts';
import type { Extent, Splice } from './splice.ts';

/** Sets or appends a pair inside braces. */
export function setFlowPair(
  text: string,
  map: YAMLMap.Parsed,
  key: string,
  value: JsonValue,
): Splice | undefined {
  const pair = findPair(map.items, key);
  if (pair === undefined) return appendToFlow(text, map, `${renderKey(key)}: ${renderFlow(value)}`);
  if (pair.value === null || isEmptyNode(pair.value)) return undefined;
  const [start, end] = extentOf(text, pair.value);
  return { start, end, replacement: renderFlow(value) };
}

/** Sets or appends an item inside brackets. */
export function setFlowItem(
  text: string,
  list: YAMLSeq.Parsed,
  index: number,
  value: JsonValue,
): Splice | undefined {
  const item = list.items[index];
  if (item === undefined) return appendToFlow(text, list, renderFlow(value));
  const [start, end] = extentOf(text, item);
  return { start, end, replacement: renderFlow(value) };
}

/** Removes one of several parts, and the comma that goes with it. */
export function removeFromFlow(
  text: string,
  node: YAMLMap.Parsed | YAMLSeq.Parsed,
  index: number,
): Splice | undefined {
  const extents = flowExtents(text, node);
  const [previous, extent, next] = [extents[index - 1], extents[index], extents[index + 1]];
  if (extent === undefined) return undefined;
  const start = next === undefined && previous !== undefined ? previous[1] : extent[0];
  const end = next === undefined ? extent[1] : next[0];
  return text.slice(start, end).includes('#') ? undefined : { start, end, replacement: '' };
}

function appendToFlow(text: string, node: YAMLMap.Parsed | YAMLSeq.Parsed, part: string): Splice | undefined {
  const last = flowExtents(text, node).at(-1);
  return last === undefined ? undefined : { start: last[1], end: last[1], replacement: `, ${part}` };
}

function flowExtents(text: string, node: YAMLMap.Parsed | YAMLSeq.Parsed): Extent[] {
  return isMap(node)
    ? node.items.map((pair) => extentOfPair(text, pair))
    : node.items.map((item) => extentOf(text, item));
}
