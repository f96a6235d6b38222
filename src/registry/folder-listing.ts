import type { TreeEntry } from './registry-store.ts';
import { folderOf } from './registry-index.ts';

/** The mode that a folder has where folders are listed beside files. */
export const FOLDER_MODE = '040000';

/** The direct children of one folder. */
export interface FolderListing {
  /** From the registry's root; the empty string for the root itself. */
  readonly path: string;
  readonly files: TreeEntry[];
  /** Names, not paths. */
  readonly folders: Set<string>;
}

/** Sorts a recursive listing of files into folders, by folder path. Pure; linear. */
export function listFoldersOf(entries: Iterable<TreeEntry>): Map<string, FolderListing> {
  const listings = new Map<string, FolderListing>();
  let last: FolderListing | undefined;
  for (const entry of entries) {
    const folder = folderOf(entry.path);
    if (last?.path !== folder) last = listingAt(listings, folder);
    if (entry.mode === FOLDER_MODE) listingAt(listings, entry.path);
    else last.files.push(entry);
  }
  return listings;
}

function listingAt(listings: Map<string, FolderListing>, path: string): FolderListing {
  let found = listings.get(path);
  if (found !== undefined) return found;
  found = { path, files: [], folders: new Set() };
  listings.set(path, found);
  if (path !== '') {
    const parent = folderOf(path);
    listingAt(listings, parent).folders.add(path.slice(parent === '' ? 0 : parent.length + 1));
  }
  return found;
}
