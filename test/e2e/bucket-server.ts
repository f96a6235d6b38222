import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compareText } from '../../src/core/index.ts';

/** A file of the bucket, with what a reader is told of it. */
export interface StoredObject {
  readonly bytes: Buffer;
  readonly type: string | undefined;
  readonly cacheControl: string | undefined;
  readonly storedAt: Date;
}

/** A bucket that speaks as much of the protocol of S3 as copying a folder needs, and remembers what was asked of it. */
export interface Bucket {
  readonly address: string;
  readonly objects: Map<string, StoredObject>;
  /** The keys that were written, in order. */
  readonly writes: string[];
  /** The XML that makes it a site. */
  website: string | undefined;
  /** As its address for readers answers: folders by the index document, what is missing by the error document. */
  read(path: string): { readonly status: number; readonly object: StoredObject | undefined };
  close(): void;
}

/** Starts an empty bucket of this name on this machine. */
export async function startBucket(name: string): Promise<Bucket> {
  const server: Server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const objects = new Map<string, StoredObject>();
  const documentOf = (tag: string): string =>
    new RegExp(`<${tag}>([^<]*)</${tag}>`, 'u').exec(bucket.website ?? '')?.[1] ?? '';
  const bucket: Bucket = {
    address: `http://127.0.0.1:${String(port)}`,
    objects,
    writes: [],
    website: undefined,
    read: (path) => {
      const key = decodeURIComponent(path.slice(1));
      const object = objects.get(key === '' || key.endsWith('/') ? key + documentOf('Suffix') : key);
      return object === undefined
        ? { status: 404, object: objects.get(documentOf('Key')) }
        : { status: 200, object };
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', bucket.address);
    const [, first = '', ...rest] = pathname.split('/');
    const key = decodeURIComponent(rest.join('/'));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    if (first !== name) {
      response.writeHead(404).end();
    } else if (request.method === 'GET' && searchParams.get('list-type') === '2') {
      response.writeHead(200, { 'content-type': 'application/xml' }).end(listing(name, objects));
    } else if (request.method === 'PUT' && searchParams.has('website')) {
      bucket.website = bytes.toString('utf8');
      response.writeHead(200).end();
    } else if (request.method === 'PUT' && key !== '') {
      const { 'content-type': type, 'cache-control': cacheControl } = request.headers;
      objects.set(key, { bytes, type, cacheControl, storedAt: new Date() });
      bucket.writes.push(key);
      response.writeHead(200, { etag: '"0"' }).end();
    } else if (request.method === 'DELETE' && key !== '') {
      objects.delete(key);
      response.writeHead(204).end();
    } else {
      response.writeHead(501).end();
    }
  }
  return bucket;
}

function listing(name: string, objects: ReadonlyMap<string, StoredObject>): string {
  const rows = [...objects]
    .sort(([left], [right]) => compareText(left, right))
    .map(
      ([key, { bytes, storedAt }]) =>
        `<Contents><Key>${encodeURIComponent(key)}</Key><LastModified>${storedAt.toISOString()}</LastModified><ETag>"0"</ETag><Size>${String(bytes.length)}</Size></Contents>`,
    );
  return `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${name}</Name><Prefix></Prefix><EncodingType>url</EncodingType><KeyCount>${String(rows.length)}</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>${rows.join('')}</ListBucketResult>`;
}
