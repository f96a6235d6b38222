import { parentPort, workerData } from 'node:worker_threads';
import { GitStore } from '../src/adapters/git/index.ts';
import type { GitLocation } from '../src/adapters/git/index.ts';
import { unpackEntries } from '../src/adapters/workers/packed-entries.ts';
import { parseDocument } from '../src/document/index.ts';

/** The floor: reads its share through one `git cat-file --batch` and parses it by the same parser, JSON by the engine's; nothing else. */
const { location, entries } = workerData as { location: GitLocation; entries: string };
const store = new GitStore(location, process.env);
let files = 0;
for await (const blobs of store.readBlobs(unpackEntries(entries), 1 << 20)) {
  for (const { request, bytes } of blobs) {
    if (bytes === undefined) continue;
    const isJson = request.path.endsWith('.json');
    const value = isJson
      ? (JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown)
      : parseDocument(bytes).document;
    if (value !== undefined) files += 1;
  }
}
parentPort?.postMessage(files);
