import { digestHex } from '../../core/index.ts';
import { readPairs, signersOf } from '../../registry/index.ts';
import type { Pair, RegistryStore } from '../../registry/index.ts';
import { parseStatement, readSignatures } from '../../signing/index.ts';
import type { StatedSignature } from './audit-event.ts';

const NONE: StatedSignature = { status: 'none', signers: [] };

/** What signature files say of the bytes of manifests, in the order asked for. Errors: those of the store. */
export async function readStatedSignatures(
  store: Pick<RegistryStore, 'readBlobs'>,
  pairs: readonly Pair[],
): Promise<StatedSignature[]> {
  const found: StatedSignature[] = [];
  for await (const { bytes, signatureBytes, signatures } of readPairs(store, pairs)) {
    found.push(signatures === undefined || bytes === undefined ? NONE : stated(bytes, signatureBytes));
  }
  return found;
}

function stated(bytes: Uint8Array, signatureBytes: Uint8Array | undefined): StatedSignature {
  const read = readSignatures(signatureBytes);
  if (read.kind === 'none') return NONE;
  if (read.kind !== 'bundles' || signatureBytes === undefined) return { status: 'unreadable', signers: [] };
  const digest = digestHex(bytes);
  const isSigned = read.bundles.some(({ payload }) => {
    const parsed = parseStatement(payload);
    return parsed.ok && parsed.statement.subjects.some(({ sha256 }) => sha256 === digest);
  });
  return {
    status: isSigned ? 'signed' : 'other-bytes',
    signers: (signersOf(signatureBytes) ?? '').split(', '),
  };
}
