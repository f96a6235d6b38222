import { nodeFileSystem } from '../../../../src/adapters/files/index.ts';
import type { FileSystem, NewFile, OpenFolder } from '../../../../src/adapters/files/index.ts';

/** Called before each call to the file system, which counts from 1; what it throws is what the call throws. */
export type BeforeCall = (call: string, count: number, path: string) => void | Promise<void>;

/** The real file system with a hook before each call. A write first writes half of its bytes, then calls the hook. */
export function faultingFileSystem(before: BeforeCall): FileSystem {
  let count = 0;
  const real = nodeFileSystem;
  const step = async (call: string, path: string): Promise<void> => {
    count += 1;
    await before(call, count, path);
  };
  const wrapFile = (file: NewFile, path: string): NewFile => ({
    write: async (bytes) => {
      const half = Math.floor(bytes.length / 2);
      await file.write(bytes.subarray(0, half));
      await step('write', path);
      await file.write(bytes.subarray(half));
    },
    sync: async () => {
      await step('sync', path);
      await file.sync();
    },
    close: () => file.close(),
  });
  const wrapFolder = (folder: OpenFolder, path: string): OpenFolder => ({
    anchor: folder.anchor,
    realPath: folder.realPath,
    sync: async () => {
      await step('syncFolder', path);
      await folder.sync();
    },
    close: () => folder.close(),
  });
  const hooked =
    <Rest extends readonly unknown[], T>(call: string, run: (path: string, ...rest: Rest) => Promise<T>) =>
    async (path: string, ...rest: Rest): Promise<T> => {
      await step(call, path);
      return run(path, ...rest);
    };
  return {
    stat: hooked('stat', (path) => real.stat(path)),
    list: hooked('list', (path) => real.list(path)),
    readFile: hooked('readFile', (path) => real.readFile(path)),
    realPath: hooked('realPath', (path) => real.realPath(path)),
    openFolder: hooked('openFolder', async (path) => wrapFolder(await real.openFolder(path), path)),
    createFile: hooked('createFile', async (path, mode) => wrapFile(await real.createFile(path, mode), path)),
    createFolder: hooked('createFolder', (path, mode) => real.createFolder(path, mode)),
    rename: hooked('rename', (path, to: string) => real.rename(path, to)),
    link: hooked('link', (path, to: string) => real.link(path, to)),
    copy: hooked('copy', (path, to: string) => real.copy(path, to)),
    removeFile: hooked('removeFile', (path) => real.removeFile(path)),
    removeEmptyFolder: hooked('removeEmptyFolder', (path) => real.removeEmptyFolder(path)),
    removeTree: hooked('removeTree', (path) => real.removeTree(path)),
  };
}

/** An error as node throws it for a call that the system refused. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code });
}
