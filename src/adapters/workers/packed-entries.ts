import type { PlannedPair, TreeEntry } from '../../registry/index.ts';
import { signaturePathOf } from '../../signing/index.ts';
import { NOT_VERIFIED } from './check-task.ts';
import type { VerifyTask } from './check-task.ts';

const SEPARATOR = '\u0000';
const FIELDS = 3;
/** The mode of a signature file: others are none (`indexEntries`), and what is executable has the same bytes. */
const PLAIN = '100644';

/** Entries as one string: far cheaper to send to another thread than an object each. Paths hold no NUL. */
export function packEntries(entries: readonly TreeEntry[]): string {
  return entries
    .map((entry) => `${entry.mode}${SEPARATOR}${entry.oid}${SEPARATOR}${entry.path}`)
    .join(SEPARATOR);
}

/** The entries of `packEntries`; whether a path was UTF-8 is not carried, as its content does not depend on it. */
export function unpackEntries(packed: string): TreeEntry[] {
  if (packed === '') return [];
  const fields = packed.split(SEPARATOR);
  const entries: TreeEntry[] = [];
  for (let at = 0; at < fields.length; at += FIELDS) {
    entries.push({
      mode: fields[at] ?? '',
      oid: fields[at + 1] ?? '',
      path: fields[at + 2] ?? '',
      isUtf8: true,
    });
  }
  return entries;
}

/** What signs each of the files and by whom it is judged, without the entries themselves; undefined where a file is only checked. */
export function packPairs(
  pairs: readonly (PlannedPair | undefined)[],
): Pick<VerifyTask, 'signatures' | 'authorities' | 'stripped'> {
  return {
    signatures: pairs.map((pair) => pair?.signatures?.oid ?? '').join('\n'),
    authorities: Uint32Array.from(pairs, (pair) => pair?.authority ?? NOT_VERIFIED),
    stripped: Uint8Array.from(pairs, (pair) => (pair?.isStripped === true ? 1 : 0)),
  };
}

/** The pairs of `packPairs`, for the same files. */
export function unpackPairs(
  entries: readonly TreeEntry[],
  { signatures, authorities, stripped }: Pick<VerifyTask, 'signatures' | 'authorities' | 'stripped'>,
): (PlannedPair | undefined)[] {
  const oids = signatures.split('\n');
  return entries.map((entry, number) => {
    const authority = authorities[number] ?? NOT_VERIFIED;
    if (authority === NOT_VERIFIED) return undefined;
    const oid = oids[number] ?? '';
    const path = signaturePathOf(entry.path);
    const signature = oid === '' ? undefined : { mode: PLAIN, oid, path, isUtf8: true };
    return { entry, signatures: signature, authority, isStripped: stripped[number] === 1 };
  });
}
