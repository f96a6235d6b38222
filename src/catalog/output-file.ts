import { Buffer } from 'node:buffer';

/** One file of the built site; the path is relative to the output folder, with forward slashes. */
export interface OutputFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file of UTF-8 text. */
export function textFile(path: string, text: string): OutputFile {
  return { path, bytes: Buffer.from(text, 'utf8') };
}

/** A file of JSON on one line: keys in the order they were built in, a newline at the end. */
export function jsonFile(path: string, value: object): OutputFile {
  return textFile(path, `${JSON.stringify(value)}\n`);
}
