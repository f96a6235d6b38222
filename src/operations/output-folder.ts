import { DIGEST_LIST_PATH } from '../catalog/index.ts';
import { digestHex } from '../core/index.ts';

/** A new output that replaces the former one whole, or not at all. */
export interface OutputFolder {
  /** The text of a file of the former output; undefined where there is none. */
  readFormer(path: string): Promise<string | undefined>;
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Takes a file over from the former output; false where it has none of this sha256, in hex. Another process may
   *  replace the former output meanwhile. */
  reuse(path: string, sha256: string): Promise<boolean>;
  /** Takes back what was written or taken over. */
  drop(path: string): Promise<void>;
  /** Puts the new output in the place of the former one. */
  finish(): Promise<void>;
  /** Removes what was written; harmless after `finish`. */
  discard(): Promise<void>;
}

/** A file of the former output, if it is as its digest list says: what was altered since is not built upon. */
export async function readSound(output: OutputFolder, path: string): Promise<string | undefined> {
  const [text, list] = [await output.readFormer(path), await output.readFormer(DIGEST_LIST_PATH)];
  const isSound =
    text !== undefined &&
    list?.includes(`"path":"${path}","size":${Buffer.byteLength(text)},"sha256":"${digestHex(text)}"`);
  return isSound === true ? text : undefined;
}
