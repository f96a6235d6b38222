import { beginDigest, digestHex } from '../../core/index.ts';
import type { Revision } from '../../registry/index.ts';
import { longText, readLongText } from '../output-file.ts';
import type { LongFile, OutputFile } from '../output-file.ts';
import { FileTable } from './file-table.ts';
import type { FileDigest } from './file-table.ts';

export interface DigestListInput {
  /** The name of the registry. */
  readonly registry: string;
  readonly revision: Revision;
  /** Every file of the site but the list itself. */
  readonly files: FileTable;
}

/** Where the digest list is; it is written last. */
export const DIGEST_LIST_PATH = 'digests.json';

/** The digest of a file. Pure. */
export function fileDigest({ path, bytes }: OutputFile): FileDigest {
  return { path, size: bytes.length, sha256: digestHex(bytes) };
}

/** The parts of a long file on their way to where it is written; the digest of the file once they went. */
export class DigestedParts implements Iterable<Uint8Array> {
  readonly #file: LongFile;
  readonly #digest = beginDigest();
  #size = 0;

  constructor(file: LongFile) {
    this.#file = file;
  }

  *[Symbol.iterator](): Generator<Uint8Array> {
    for (const part of this.#file.parts) {
      this.#digest.add(part);
      this.#size += part.length;
      yield part;
    }
  }

  /** After all parts were taken, once. */
  end(): FileDigest {
    return { path: this.#file.path, size: this.#size, sha256: this.#digest.end() };
  }
}

/**
 * The list of every built file (SPEC section 7, ATTACKS S17): one file a line, in order of path. No time of the build,
 * so that the same commit gives the same bytes. Pure.
 */
export function renderDigestList({ registry, revision, files }: DigestListInput): LongFile {
  const { commit, tree } = revision;
  const head = JSON.stringify({ formatVersion: 1, registry, commit, tree }).slice(0, -1);
  return longText(DIGEST_LIST_PATH, [`${head},"files":[`, ']}\n'], files.text);
}

/** The files of a digest list; undefined where the bytes are none that a build wrote. The table keeps the bytes. Pure. */
export function parseDigestList(bytes: Uint8Array): FileTable | undefined {
  const list = readLongText(bytes);
  return list && FileTable.parse(list.entries);
}
