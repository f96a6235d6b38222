import { Buffer } from 'node:buffer';
import { basename, join, resolve } from 'node:path';
import { HyperError, MAX_PATH_SEGMENTS, toOneLine } from '../../core/index.ts';
import { checkInnerPath } from '../../manifest/index.ts';
import { foldPath } from '../../names/index.ts';
import type { PackedContent } from '../../operations/index.ts';
import type { FilesContext } from '../files/index.ts';
import { errnoOf } from '../files/file-errors.ts';
import { isExecutable } from './file-mode.ts';
import { mediaTypeOf } from './media-types.ts';
import { packTar } from './tar-writer.ts';
import type { ArchiveFile } from './tar-writer.ts';

/** All content that is packed is held in memory; more is built and uploaded by other means. */
const MAX_CONTENT_BYTES = 256 * 1024 * 1024;
const MAX_FILES = 10_000;
const TAR = 'application/x-tar';

/** Of git and of this machine; nobody wants them in a release. */
const LEFT_OUT: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', '.DS_Store', 'Thumbs.db']);

/**
 * The bytes of a file, or of a folder as one archive (SPEC section 2.1). Packed are plain files alone: a link could lead
 * anywhere, on this machine or on that of whoever unpacks it (ATTACKS F03, F04, F06). Errors: `HYPER_PACK_MISSING`,
 * `HYPER_PACK_UNSAFE`, `HYPER_PACK_TOO_LARGE`, `HYPER_FILE_UNREADABLE`.
 */
export async function packContent(
  context: FilesContext,
  folder: string,
  asked: string,
): Promise<PackedContent> {
  const path = resolve(folder, asked);
  const stat = await context.fileSystem.stat(path).catch(() => undefined);
  if (stat?.kind === 'file') {
    const bytes = await readPlain(context, path, asked);
    return { bytes, mediaType: mediaTypeOf(basename(path)), files: 1 };
  }
  if (stat?.kind !== 'folder') {
    const what = stat === undefined ? 'nothing is there' : `it is a ${stat.kind}`;
    throw new HyperError('HYPER_PACK_MISSING', `cannot pack "${toOneLine(asked)}": ${what}`, {
      hint: 'name a file or a folder',
    });
  }
  const found = new Found();
  await collect(context, path, '', found);
  if (found.files.length === 0) {
    throw new HyperError('HYPER_PACK_MISSING', `"${toOneLine(asked)}" holds no file`, {
      hint: 'name a folder with the files of the release',
    });
  }
  return { bytes: packTar(found.files), mediaType: TAR, files: found.files.length };
}

class Found {
  readonly files: ArchiveFile[] = [];
  readonly #folded = new Map<string, string>();
  #bytes = 0;

  add(file: ArchiveFile): void {
    this.#bytes += file.bytes.length;
    if (this.#bytes > MAX_CONTENT_BYTES || this.files.length >= MAX_FILES) throw tooLarge();
    this.files.push(file);
  }

  /** Refuses a name that some disk would hold in another's place (ATTACKS F06). */
  claim(path: string): void {
    const fault = checkInnerPath(path);
    if (fault !== undefined) throw unsafe(path, fault.message);
    const folded = foldPath(path);
    const other = this.#folded.get(folded);
    if (other !== undefined) throw unsafe(path, `it differs from "${toOneLine(other)}" in case alone`);
    this.#folded.set(folded, path);
  }
}

async function collect(context: FilesContext, root: string, inner: string, found: Found): Promise<void> {
  const { fileSystem } = context;
  if (inner.split('/').length > MAX_PATH_SEGMENTS) throw unsafe(inner, 'it lies too deep');
  for (const name of await fileSystem.list(join(root, inner))) {
    if (LEFT_OUT.has(name)) continue;
    const path = inner === '' ? name : `${inner}/${name}`;
    const place = join(root, path);
    const stat = await fileSystem.stat(place);
    if (stat === undefined) continue;
    found.claim(path);
    if (stat.kind === 'folder') await collect(context, root, path, found);
    else if (stat.kind === 'file') {
      if (stat.size > MAX_CONTENT_BYTES) throw tooLarge();
      const bytes = await readPlain(context, place, path);
      found.add({ path, bytes, isExecutable: isExecutable(place) });
    } else throw unsafe(path, `it is a ${stat.kind}`);
  }
}

async function readPlain({ fileSystem }: FilesContext, path: string, shown: string): Promise<Uint8Array> {
  try {
    const bytes = await fileSystem.readFile(path);
    if (bytes.length > MAX_CONTENT_BYTES) throw tooLarge();
    return Buffer.from(bytes);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    if (errnoOf(error) === 'ELOOP') throw unsafe(shown, 'it became a link');
    throw new HyperError('HYPER_FILE_UNREADABLE', `cannot read "${toOneLine(shown)}"`, { cause: error });
  }
}

function unsafe(path: string, why: string): HyperError {
  return new HyperError('HYPER_PACK_UNSAFE', `cannot pack "${toOneLine(path)}": ${why}`, {
    hint: 'take it out of the folder, or put a plain file in its place',
  });
}

function tooLarge(): HyperError {
  return new HyperError(
    'HYPER_PACK_TOO_LARGE',
    `the content has more than ${String(MAX_CONTENT_BYTES)} bytes or ${String(MAX_FILES)} files`,
    {
      hint: 'build an archive, upload it, and give its address with --uri and its bytes with --content FILE',
    },
  );
}
