import { MAX_MANIFEST_BYTES } from '../core/index.ts';
import { PairJudge } from '../registry/index.ts';
import type { PlannedPair, RegistryStore, TreeEntry, VerifyFindings, VerifyPlan } from '../registry/index.ts';
import { alignPairs } from './align-pairs.ts';
import { MAX_BLOB_BYTES } from './check-file.ts';
import { surroundingsOf } from './check-files.ts';
import type { ExaminedFiles, PlannedSigning, RegistryNames } from './check-files.ts';
import { FileTally } from './file-tally.ts';

const NO_BYTES = new Uint8Array();

/**
 * Checks entries and verifies some of them in one read of each file, streaming: no content is kept. `pairs` has a place for
 * each entry, undefined where it is only checked; the numbers of the verified are those of the entries.
 */
export async function examineFiles(
  store: RegistryStore,
  entries: readonly TreeEntry[],
  names: RegistryNames,
  pairs: readonly (PlannedPair | undefined)[],
  plan: VerifyPlan,
  progress?: (done: number) => void,
): Promise<ExaminedFiles> {
  const tally = new FileTally(surroundingsOf(entries, names));
  const judge = new PairJudge(plan);
  let done = 0;
  let signatureBytes: Uint8Array | undefined;
  for await (const blobs of store.readBlobs(requestsOf(entries, pairs), MAX_BLOB_BYTES)) {
    for (const { request, size, bytes } of blobs) {
      const entry = entries[done];
      if (entry === undefined) break;
      if (request !== entry) {
        // A file over the limit is no signature file: an empty one says the same.
        signatureBytes = bytes === undefined || size > MAX_MANIFEST_BYTES ? NO_BYTES : bytes;
        continue;
      }
      const manifest = tally.add(entry, done, size, bytes);
      const planned = pairs[done];
      if (planned !== undefined) {
        const ownBytes = size > MAX_MANIFEST_BYTES ? undefined : bytes;
        judge.add(done, planned, { ...planned, bytes: ownBytes, signatureBytes }, manifest);
      }
      signatureBytes = undefined;
      done += 1;
    }
    progress?.(done);
  }
  return { found: tally, verified: judge };
}

/** Signatures stand before what they sign. */
function requestsOf(entries: readonly TreeEntry[], pairs: readonly (PlannedPair | undefined)[]): TreeEntry[] {
  const requests: TreeEntry[] = [];
  for (const [number, entry] of entries.entries()) {
    const signatures = pairs[number]?.signatures;
    if (signatures !== undefined) requests.push(signatures);
    requests.push(entry);
  }
  return requests;
}

/** What `examineFiles` found, with the numbers of the verified as those of the pairs. Pure. */
export function renumberVerified(
  { signed, refused, unproven }: VerifyFindings,
  numbers: readonly number[],
): VerifyFindings {
  const numberOf = (place: number): number => numbers[place] ?? -1;
  return {
    signed: signed.map((one) => ({ ...one, number: numberOf(one.number) })),
    refused: refused.map(({ number, fault }) => ({ number: numberOf(number), fault })),
    unproven: unproven.map(numberOf),
  };
}

/** As the port says, on the calling thread. */
export async function examineAlone(
  store: RegistryStore,
  entries: readonly TreeEntry[],
  names: RegistryNames,
  { pairs, plan }: PlannedSigning,
  progress?: (done: number) => void,
): Promise<ExaminedFiles> {
  const { aligned, numbers } = alignPairs(entries, pairs);
  const { found, verified } = await examineFiles(store, entries, names, aligned, plan, progress);
  return { found, verified: renumberVerified(verified, numbers) };
}
