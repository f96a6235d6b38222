import type { FileTable } from '../../catalog/index.ts';

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
  /** The bytes of a file of the former output; undefined where there is none. */
  readFormer(path: string): Promise<Uint8Array | undefined>;
  /** The bytes may come in parts, in order. Of which the sha256 is told, in hex, a file that has them already is left as it is. */
  write(path: string, bytes: Uint8Array | Iterable<Uint8Array>, sha256?: string): Promise<void>;
  /** Takes files over from the former output; gives the paths of those that it has not with these bytes. Another process
   *  may replace the former output meanwhile. */
  reuse(files: FileTable): Promise<readonly string[]>;
  /** Takes back what was written or taken over. */
  drop(path: string): Promise<void>;
  /** Puts the new output, which is just these files, in the place of the former one. */
  finish(files: FileTable): Promise<void>;
  /** Removes what was written; harmless after `finish`. */
  discard(): Promise<void>;
}
