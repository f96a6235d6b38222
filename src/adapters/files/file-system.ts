/** What stands at a path; symbolic links are not followed. */
export interface FileStat {
  readonly kind: 'file' | 'folder' | 'symlink' | 'other';
  /** Bytes. */
  readonly size: number;
}

/** A file being written for the first time. */
export interface NewFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Waits until the bytes are on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** A folder held open: names below `anchor` stay in this very folder even if its path is swapped meanwhile (F03). */
export interface OpenFolder {
  readonly anchor: string;
  /** Where the folder really is, all links resolved. */
  readonly realPath: string;
  /** Makes renames in the folder durable. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The calls to the file system that the writers of this folder make, one function each, so that a test can fail or kill
 * at every one of them. Errors are those of node, unwrapped.
 */
export interface FileSystem {
  /** Undefined where nothing stands at the path. */
  stat(path: string): Promise<FileStat | undefined>;
  /** The names in a folder, in `compareText` order. */
  list(path: string): Promise<readonly string[]>;
  readFile(path: string): Promise<Uint8Array>;
  realPath(path: string): Promise<string>;
  openFolder(path: string): Promise<OpenFolder>;
  /** Creates a file that must not exist, never through a link; mode 0644 unless told. */
  createFile(path: string, mode?: number): Promise<NewFile>;
  /** Creates one folder; false where something already stands there. Mode 0777 less the umask unless told. */
  createFolder(path: string, mode?: number): Promise<boolean>;
  rename(from: string, to: string): Promise<void>;
  link(from: string, to: string): Promise<void>;
  copy(from: string, to: string): Promise<void>;
  /** Removes a file or link; nothing there is fine. */
  removeFile(path: string): Promise<void>;
  /** Removes a folder without anything in it; false where there is something, no folder, or one that may not be removed. */
  removeEmptyFolder(path: string): Promise<boolean>;
  /** Removes a folder and all in it, never following a link; nothing there is fine. */
  removeTree(path: string): Promise<void>;
}
