import type { FileFindings } from '../../gate/index.ts';
import type { SignedFinding, VerifyFindings } from '../../registry/index.ts';
import type { PackedFindings, PackedVerified } from './check-task.ts';

/** What checking found, in few and large pieces: far cheaper to send between threads. */
export function packFindings({ diagnostics, ids, idEntries, counts }: FileFindings): PackedFindings {
  return { diagnostics, ids: ids.join('\n'), idEntries: Uint32Array.from(idEntries), counts };
}

/** The findings of `packFindings`. */
export function unpackFindings({ diagnostics, ids, idEntries, counts }: PackedFindings): FileFindings {
  return { diagnostics, counts, ids: ids === '' ? [] : ids.split('\n'), idEntries };
}

/** The same of what verifying found. */
export function packVerified({ signed, refused, unproven }: VerifyFindings): PackedVerified {
  return {
    numbers: Uint32Array.from(signed, ({ number }) => number),
    ends: Float64Array.from(signed, ({ changesAt }) => changesAt ?? Number.NaN),
    blobs: signed.map(({ blob }) => blob).join('\n'),
    seen: signed.flatMap(({ seen }, place) => (seen === undefined ? [] : [[place, seen] as const])),
    rest: { refused, unproven },
  };
}

/** The findings of `packVerified`; `numberOf` gives the number in the whole of one in the share. */
export function unpackVerified(
  { numbers, ends, blobs, seen, rest }: PackedVerified,
  numberOf: (number: number) => number,
): VerifyFindings {
  const blobOf = blobs.split('\n');
  const seenAt = new Map(seen);
  const signed = Array.from(numbers, (number, index): SignedFinding => {
    const end = ends[index] ?? Number.NaN;
    const changesAt = Number.isNaN(end) ? undefined : end;
    return { number: numberOf(number), changesAt, blob: blobOf[index] ?? '', seen: seenAt.get(index) };
  });
  return {
    signed,
    refused: rest.refused.map(({ number, fault }) => ({ number: numberOf(number), fault })),
    unproven: rest.unproven.map(numberOf),
  };
}

/** Findings of several shares as those of the whole. */
export function mergeVerified(findings: readonly VerifyFindings[]): VerifyFindings {
  return {
    signed: findings.flatMap(({ signed }) => signed),
    refused: findings.flatMap(({ refused }) => refused),
    unproven: findings.flatMap(({ unproven }) => unproven),
  };
}
