import { digestHex, sortedBy } from '../../core/index.ts';
import type { Revision } from '../../registry/index.ts';
import { textFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';

/** A built file with its size in bytes and its sha256 in hex. */
export interface FileDigest {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

export interface DigestListInput {
  /** The name of the registry. */
  readonly registry: string;
  readonly revision: Revision;
  /** Every file of the site but the list itself, in any order. */
  readonly files: Iterable<FileDigest>;
}

/** Where the digest list is; it is written last. */
export const DIGEST_LIST_PATH = 'digests.json';

/** The digest of a file. Pure. */
export function fileDigest({ path, bytes }: OutputFile): FileDigest {
  return { path, size: bytes.length, sha256: digestHex(bytes) };
}

/**
 * The list of every built file (SPEC section 7, ATTACKS S17): one file a line, in order of path. No time of the build,
 * so that the same commit gives the same bytes. Pure.
 */
export function renderDigestList({ registry, revision, files }: DigestListInput): OutputFile {
  const { commit, tree } = revision;
  const head = JSON.stringify({ formatVersion: 1, registry, commit, tree }).slice(0, -1);
  const lines = sortedBy(files, (file) => file.path).map(({ path, size, sha256 }) =>
    JSON.stringify({ path, size, sha256 }),
  );
  return textFile(DIGEST_LIST_PATH, `${head},"files":[\n${lines.join(',\n')}\n]}\n`);
}
