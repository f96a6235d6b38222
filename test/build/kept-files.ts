import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';

/** A text as a cache of hyper's keeps it. */
export function sealed(text: string): string {
  return `${createHash('sha256').update(text).digest('hex')}\n${text}`;
}

/** The text that a file of such a cache holds. */
export function unsealed(path: string): string {
  const text = readFileSync(path, 'utf8');
  return text.slice(text.indexOf('\n') + 1);
}

/** Changes one bit of a file, in its middle unless told, and leaves its size and its time of change as they were. */
export function flipByte(path: string, at?: number): void {
  const { atimeMs, mtimeMs } = lstatSync(path);
  const bytes = readFileSync(path);
  const place = at ?? bytes.length >> 1;
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  chmodSync(path, 0o644);
  writeFileSync(path, bytes);
  utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
}
