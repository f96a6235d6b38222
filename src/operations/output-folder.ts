import { DIGEST_LIST_PATH } from '../catalog/index.ts';
import type { FileDigest } from '../catalog/index.ts';
import { digestHex } from '../core/index.ts';

/** Of a line of the digest list that names what a build keeps for the next. */
const MAX_LINE_UNITS = 400;

/** How many files of an output were touched so far. */
export interface OutputWork {
  readonly written: number;
  /** Linked from the former output. */
  readonly linked: number;
  /** Read, to prove that they are what they were. */
  readonly digested: number;
}

/** A new output that replaces the former one whole, or not at all. */
export interface OutputFolder {
  readonly work: OutputWork;
  /** The text of a file of the former output; undefined where there is none. */
  readFormer(path: string): Promise<string | undefined>;
  /** The bytes may come in parts, in order. Of which the sha256 is told, in hex, a file that has them already is left as it is. */
  write(path: string, bytes: Uint8Array | Iterable<Uint8Array>, sha256?: string): Promise<void>;
  /** Takes a file over from the former output; false where it has none of this sha256, in hex. Another process may
   *  replace the former output meanwhile. */
  reuse(path: string, sha256: string): Promise<boolean>;
  /** Takes back what was written or taken over. */
  drop(path: string): Promise<void>;
  /** Puts the new output, which is just these files, in the place of the former one. */
  finish(files: readonly Pick<FileDigest, 'path' | 'sha256'>[]): Promise<void>;
  /** Removes what was written; harmless after `finish`. */
  discard(): Promise<void>;
}

/** The texts of those files of the former output whose paths begin so and that are as its digest list says, one by one. */
export async function* readSoundFiles(output: OutputFolder, prefix: string): AsyncGenerator<string> {
  const list = (await output.readFormer(DIGEST_LIST_PATH)) ?? '';
  const listed: (readonly [path: string, sha256: string])[] = [];
  const begin = `{"path":"${prefix}`;
  for (let at = list.indexOf(begin); at >= 0; at = list.indexOf(begin, at + 1)) {
    const line = /^\{"path":"([^"\\]+)","size":\d+,"sha256":"([0-9a-f]{64})"\}/u.exec(
      list.slice(at, at + MAX_LINE_UNITS),
    );
    if (line !== null) listed.push([line[1] ?? '', line[2] ?? '']);
  }
  for (const [path, sha256] of listed) {
    const text = await output.readFormer(path);
    if (text !== undefined && digestHex(text) === sha256) yield text;
  }
}

/** A file of the former output, if it is as its digest list says: what was altered since is not built upon. */
export async function readSound(output: OutputFolder, path: string): Promise<string | undefined> {
  const [text, list] = [await output.readFormer(path), await output.readFormer(DIGEST_LIST_PATH)];
  const isSound =
    text !== undefined &&
    list?.includes(`"path":"${path}","size":${Buffer.byteLength(text)},"sha256":"${digestHex(text)}"`);
  return isSound === true ? text : undefined;
}
