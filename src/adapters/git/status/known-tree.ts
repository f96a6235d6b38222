import type { Buffer } from 'node:buffer';
import type { TreeEntry } from '../../../registry/index.ts';
import { parseTreeListing } from '../tree-listing.ts';

const FOLDER_MODE = '040000';

/** The tree of a commit as `git ls-tree -r -t -z` listed it: files, and folders before what is in them. */
export class KnownTree {
  readonly tree: string;
  readonly listing: Buffer;
  #entries: readonly TreeEntry[] | undefined;
  #byFolder: Map<string, TreeEntry[]> | undefined;

  constructor(tree: string, listing: Buffer) {
    this.tree = tree;
    this.listing = listing;
  }

  /** As a listing without folders. */
  files(): readonly TreeEntry[] {
    return this.#all().filter(({ mode }) => mode !== FOLDER_MODE);
  }

  /** The direct children of a folder, as its tree holds them; none of what is no folder. */
  childrenOf(folder: string): readonly TreeEntry[] {
    this.#byFolder ??= this.#group();
    return this.#byFolder.get(folder) ?? [];
  }

  #all(): readonly TreeEntry[] {
    this.#entries ??= parseTreeListing(this.listing);
    return this.#entries;
  }

  #group(): Map<string, TreeEntry[]> {
    const groups = new Map<string, TreeEntry[]>();
    for (const entry of this.#all()) {
      const folder = entry.path.slice(0, Math.max(0, entry.path.lastIndexOf('/')));
      const group = groups.get(folder);
      if (group === undefined) groups.set(folder, [entry]);
      else group.push(entry);
    }
    return groups;
  }
}
