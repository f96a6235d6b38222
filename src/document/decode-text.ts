import { Buffer, isAscii } from 'node:buffer';
import type { Diagnostic } from '../core/index.ts';
import { FaultList } from './fault-list.ts';

/** The text of the bytes, or the fault that keeps them from being UTF-8. A byte order mark stays in the text. */
export type DecodeOutcome = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] };

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes strictly: overlong forms, surrogates and cut sequences are `HYPER_YAML_ENCODING` at the first bad byte. Pure. */
export function decodeText(bytes: Uint8Array): DecodeOutcome {
  if (isAscii(bytes)) {
    return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1') };
  }
  try {
    return { text: UTF8.decode(bytes) };
  } catch {
    return { diagnostics: describeBadBytes(bytes) };
  }
}

function describeBadBytes(bytes: Uint8Array): readonly Diagnostic[] {
  const readable = validPrefix(bytes);
  const faults = new FaultList(`${readable}\ufffd`);
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const bad = bytes[Buffer.byteLength(readable)] ?? 0;
  const message = isUtf16
    ? 'expected UTF-8, got UTF-16'
    : `expected UTF-8, got the byte 0x${bad.toString(16).padStart(2, '0')}`;
  faults.add('HYPER_YAML_ENCODING', readable.length, readable.length + 1, message, 'save the file as UTF-8');
  return faults.toDiagnostics();
}

/** The longest prefix that is UTF-8, found by halving: a prefix that decodes as a stream has no bad byte. */
function validPrefix(bytes: Uint8Array): string {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (decodesAsStream(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, low), {
    stream: true,
  });
}

function decodesAsStream(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
