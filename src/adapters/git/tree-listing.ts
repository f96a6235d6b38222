import { isUtf8 } from 'node:buffer';
import type { TreeEntry } from '../../registry/index.ts';

const SPACE = 0x20;
const TAB = 0x09;
const NUL = 0x00;

/** Parses `git ls-tree -z` output: `<mode> <type> <oid>\t<path>\0`. */
export function parseTreeListing(output: Buffer, prefix = ''): TreeEntry[] {
  const entries: TreeEntry[] = [];
  let at = 0;
  const allUtf8 = isUtf8(output);
  const text = allUtf8 ? undefined : output;
  let mode = '';
  while (at < output.length) {
    const tab = output.indexOf(TAB, at);
    const end = output.indexOf(NUL, tab);
    // One text for all entries with the same mode, which most have.
    const ownMode = output.toString('latin1', at, at + 6);
    if (ownMode !== mode) mode = ownMode;
    const oidStart = output.indexOf(SPACE, at + 7) + 1;
    const oid = output.toString('latin1', oidStart, tab);
    const isText = text === undefined || isUtf8(output.subarray(tab + 1, end));
    const path = isText ? output.toString('utf8', tab + 1, end) : escapeBytes(output.subarray(tab + 1, end));
    entries.push({ mode, oid, path: prefix + path, isUtf8: isText });
    at = end + 1;
  }
  return entries;
}

/** A path as text, or with the bytes that are no UTF-8 written `\xNN`. */
export function decodePath(bytes: Buffer): { path: string; isText: boolean } {
  const isText = isUtf8(bytes);
  return { path: isText ? bytes.toString('utf8') : escapeBytes(bytes), isText };
}

function escapeBytes(bytes: Buffer): string {
  let text = '';
  for (const byte of bytes) {
    text +=
      byte >= 0x80 || byte === 0x5c ? `\\x${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte);
  }
  return text;
}
