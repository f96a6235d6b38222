import { digestHex } from '../../core/index.ts';
import type { TreeEntry } from '../../registry/index.ts';
import type { OutputFile } from '../output-file.ts';

/** What was read for an entry of `needs`; undefined where it is larger than the unit reads. */
export interface Content {
  readonly entry: TreeEntry;
  readonly bytes: Uint8Array | undefined;
}

/** The files of a unit as the former build left them. */
export interface FormerUnit {
  has(path: string): boolean;
  /** Undefined where the file is not as it was left. */
  read(path: string): Promise<Uint8Array | undefined>;
}

/** How the files of a unit differ from those that the former build left. */
export interface UnitUpdate {
  /** Those that are new or otherwise. */
  readonly files: readonly OutputFile[];
  /** Paths that it has no more. */
  readonly gone: readonly string[];
}

/** A part of the site that is rendered, or reused from the previous build, as a whole. */
export interface Unit {
  /** Unique in a plan: `artifact:org.acme/x`, `namespace:org.acme`, `registry`, … */
  readonly id: string;
  /** sha256 in hex over everything the files depend on; undefined where that is not known before reading (a file of the
   *  working tree without an object id), so that the unit is always rendered. */
  readonly key: string | undefined;
  /** Files of the registry that rendering reads, in the order in which `render` takes them. */
  readonly needs: readonly TreeEntry[];
  /** A file of the former output that saves work where it still has this sha256, in hex: its text is then taken before
   *  the unit is rendered. */
  readonly former?: () => { readonly path: string; readonly sha256: string; take(text: string): void };
  /** Of one of `needs`. Default: `MAX_MANIFEST_BYTES`. */
  readonly maxBytes?: number;
  /** Makes of the former files what `render` would give, without `needs`; undefined where all is to be rendered. */
  update?(former: FormerUnit): Promise<UnitUpdate | undefined>;
  /** The files, in no order that matters. Takes every one of `needs` once. */
  render(contents: AsyncIterable<Content>): AsyncIterable<OutputFile> | Iterable<OutputFile>;
}

/** The key of what a unit depends on; the value's key order counts. */
export function unitKey(value: object): string {
  return digestHex(JSON.stringify(value));
}
