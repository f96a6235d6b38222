import { Buffer } from 'node:buffer';
import { Header, Pax } from 'tar';

const BLOCK = 512;
/** One moment for every entry: the same files are the same bytes on every machine, whenever they are packed. */
const MOMENT = new Date(0);
const PLAIN_MODE = 0o644;
const EXECUTABLE_MODE = 0o755;

/** A file of an archive. */
export interface ArchiveFile {
  /** With forward slashes, relative. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly isExecutable: boolean;
}

/** The files as a tar (POSIX pax): in byte order of paths, with no owner, no clock and no machine in it. Pure. */
export function packTar(files: readonly ArchiveFile[]): Buffer {
  const ordered = [...files].sort((left, right) =>
    Buffer.compare(Buffer.from(left.path), Buffer.from(right.path)),
  );
  const parts = ordered.flatMap(packFile);
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function packFile({ path, bytes, isExecutable }: ArchiveFile): Buffer[] {
  const facts = {
    path,
    mode: isExecutable ? EXECUTABLE_MODE : PLAIN_MODE,
    size: bytes.length,
    mtime: MOMENT,
    type: 'File' as const,
    uid: 0,
    gid: 0,
  };
  const header = new Header(facts);
  const needsPax = header.encode();
  const head = header.block ?? Buffer.alloc(BLOCK);
  const padding = Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK);
  const body = [head, Buffer.from(bytes), padding];
  if (!needsPax) return body;
  return [new Pax({ path, size: bytes.length }).encode(), ...body];
}
