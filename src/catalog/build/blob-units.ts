import { digestHex } from '../../core/index.ts';
import { MAX_BLOB_BYTES } from '../../gate/index.ts';
import type { TreeEntry } from '../../registry/index.ts';
import type { Catalog } from '../model/catalog.ts';
import type { OutputFile } from '../output-file.ts';
import { unitKey } from './unit.ts';
import type { Content, Unit } from './unit.ts';

/**
 * The content that the registry holds of shown releases, each blob once, where a client of the repository finds it too: so
 * that `hyper pull` can fetch it from the site. Content of what is not shown stays out.
 */
export function* blobUnits({ artifacts, snapshot }: Catalog): Generator<Unit> {
  const wanted = new Map<string, TreeEntry>();
  for (const { versions } of artifacts.values()) {
    for (const { facts } of versions) {
      const { sha256 } = facts?.content?.digests ?? {};
      const entry = sha256 === undefined ? undefined : snapshot.index.blobs.get(sha256);
      if (entry?.path === facts?.content?.source && entry !== undefined) wanted.set(entry.path, entry);
    }
  }
  for (const entry of wanted.values()) {
    const { path, oid } = entry;
    yield {
      id: path,
      key: oid === '' ? undefined : unitKey([path, oid]),
      needs: [entry],
      maxBytes: MAX_BLOB_BYTES,
      render: wholeBlobs,
    };
  }
}

/** A blob that is not what its name says is left out: validate tells why, and nobody could use it. */
async function* wholeBlobs(contents: AsyncIterable<Content>): AsyncGenerator<OutputFile> {
  for await (const { entry, bytes } of contents) {
    if (bytes !== undefined && entry.path.endsWith(`/${digestHex(bytes)}`)) yield { path: entry.path, bytes };
  }
}
