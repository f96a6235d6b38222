import { MAX_MANIFEST_BYTES, invariant } from '../core/index.ts';
import { PairJudge } from '../registry/index.ts';
import type { PlannedPair, RegistryStore, TreeEntry } from '../registry/index.ts';
import { MAX_BLOB_BYTES } from './check-file.ts';
import { surroundingsOf } from './check-files.ts';
import type { ExaminedFiles, PlannedSigning, RegistryNames } from './check-files.ts';
import { FileTally } from './file-tally.ts';

const NO_BYTES = new Uint8Array();

/** Checks entries and verifies the pairs among them, in one read of each file, streaming: no content is kept. */
export async function examineFiles(
  store: RegistryStore,
  entries: readonly TreeEntry[],
  names: RegistryNames,
  { pairs, plan }: PlannedSigning,
  progress?: (done: number) => void,
): Promise<ExaminedFiles> {
  const tally = new FileTally(surroundingsOf(entries, names));
  const judge = new PairJudge(plan);
  const numbers = new Map(pairs.map(({ entry }, number) => [entry.path, number]));
  const requests = requestsOf(entries, pairs, numbers);
  let done = 0;
  let met = 0;
  let signatureBytes: Uint8Array | undefined;
  for await (const blobs of store.readBlobs(requests, MAX_BLOB_BYTES)) {
    for (const { request, size, bytes } of blobs) {
      const entry = entries[done];
      if (entry === undefined) break;
      if (request !== entry) {
        // A file over the limit is no signature file: an empty one says the same.
        signatureBytes = bytes === undefined || size > MAX_MANIFEST_BYTES ? NO_BYTES : bytes;
        continue;
      }
      const manifest = tally.add(entry, done, size, bytes);
      const number = numbers.get(entry.path);
      const planned = pairs[number ?? -1];
      if (number !== undefined && planned !== undefined) {
        met += 1;
        const ownBytes = size > MAX_MANIFEST_BYTES ? undefined : bytes;
        judge.add(number, planned, { ...planned, bytes: ownBytes, signatureBytes }, manifest);
      }
      signatureBytes = undefined;
      done += 1;
    }
    progress?.(done);
  }
  invariant(met === pairs.length, 'every pair is among the files');
  return { found: tally, verified: judge };
}

/** Signatures stand before what they sign. */
function requestsOf(
  entries: readonly TreeEntry[],
  pairs: readonly PlannedPair[],
  numbers: ReadonlyMap<string, number>,
): TreeEntry[] {
  const requests: TreeEntry[] = [];
  for (const entry of entries) {
    const signatures = pairs[numbers.get(entry.path) ?? -1]?.signatures;
    if (signatures !== undefined) requests.push(signatures);
    requests.push(entry);
  }
  return requests;
}
