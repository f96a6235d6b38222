import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { toReadError } from './file-errors.ts';

/**
 * Streams the lines of a UTF-8 file, gunzipped first where its first bytes say so. A line longer than the limit is cut
 * to one unit more than it, so that a reader can tell; memory stays within a few times the limit. A missing newline at
 * the end makes no difference. Errors: `HYPER_FILE_UNREADABLE`, also for a damaged archive.
 */
export async function* readLines(path: string, maxLineUnits: number): AsyncGenerator<string> {
  try {
    const stream = await openStream(path);
    const decoder = new TextDecoder('utf-8', { ignoreBOM: false });
    let rest = '';
    for await (const chunk of stream) {
      const lines = decoder.decode(chunk, { stream: true }).split('\n');
      const last = lines.pop() ?? '';
      for (const line of lines) {
        yield cut(rest + line, maxLineUnits);
        rest = '';
      }
      rest = cut(rest + last, maxLineUnits);
    }
    rest += decoder.decode();
    if (rest !== '') yield rest;
  } catch (error) {
    throw toReadError(path, error);
  }
}

async function openStream(path: string): Promise<AsyncIterable<Uint8Array>> {
  const isZipped = await isGzip(path);
  const source = createReadStream(path);
  // A failure of either stream ends the last one, whose reader gets it.
  return isZipped ? pipeline(source, createGunzip(), () => undefined) : source;
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

function cut(line: string, maxUnits: number): string {
  return line.length > maxUnits ? line.slice(0, maxUnits + 1) : line;
}
