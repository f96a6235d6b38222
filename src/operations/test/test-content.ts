import { Buffer } from 'node:buffer';
import { HyperError } from '../../core/index.ts';
import type { ArtifactManifest } from '../../manifest/index.ts';
import type { Release, RegistryStore, Revision } from '../../registry/index.ts';
import { checkedStream } from '../deps/checked-stream.ts';
import type { TestContext, TestFile } from './test-context.ts';

const MAX_CONTENT_BYTES = 256 * 1024 * 1024;
const ARCHIVES: ReadonlySet<string> = new Set([
  'application/x-tar',
  'application/gzip',
  'application/x-gzip',
]);

type Content = NonNullable<ArtifactManifest['content']>;

/** Where content is looked for. */
export interface ContentPlace {
  readonly store: RegistryStore;
  readonly revision: Revision;
  /** A file of this machine that holds it; undefined: the registry. */
  readonly given: string | undefined;
}

/**
 * The content of a release as files at or below a path, once its digests are right; none where it has no content.
 * Errors: `HYPER_TEST_CONTENT`, `HYPER_CONTENT_MISMATCH`, `HYPER_CONTENT_TOO_LARGE`, those of archives.
 */
export async function contentFiles(
  context: TestContext,
  { artifact, version, manifest: { content } }: Release,
  place: ContentPlace,
): Promise<(at: string) => readonly TestFile[]> {
  if (content === undefined) return () => [];
  const named = `${artifact.reference}@${version}`;
  const found =
    place.given === undefined ? await readContent(content, place) : await context.readInput(place.given);
  if (found === undefined) {
    throw new HyperError('HYPER_TEST_CONTENT', `the content of "${named}" is not in this registry`, {
      hint: `hyper pull ${named} --out DIR, then hyper test ${named} --run --content DIR/FILE`,
    });
  }
  const { digests, size } = content;
  const parts: Uint8Array[] = [];
  const checked = checkedStream([found], { named, digests, size, maxBytes: MAX_CONTENT_BYTES });
  for await (const part of checked) parts.push(part);
  const bytes = Buffer.concat(parts);
  if (!ARCHIVES.has(content.mediaType ?? '')) return (at) => [{ path: at, bytes, isExecutable: false }];
  const files = context.unpack(bytes);
  return (at) => files.map((file) => ({ ...file, path: `${at}/${file.path}` }));
}

async function readContent(
  { inline, encoding, path }: Content,
  { store, revision }: ContentPlace,
): Promise<Uint8Array | undefined> {
  if (inline !== undefined) return Buffer.from(inline, encoding === 'base64' ? 'base64' : 'utf8');
  if (path === undefined) return undefined;
  const folder = path.slice(0, path.lastIndexOf('/'));
  const entry = (await store.listFolders(revision, [folder])).find((one) => one.path === path);
  if (entry?.mode.startsWith('100') !== true) return undefined;
  for await (const blobs of store.readBlobs([entry], MAX_CONTENT_BYTES))
    for (const { bytes } of blobs) if (bytes !== undefined) return bytes;
  return undefined;
}
