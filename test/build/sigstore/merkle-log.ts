import { createHash } from 'node:crypto';

/** An append-only log with the tree of RFC 6962, section 2.1. Made for tests: every proof is computed anew. */
export class MerkleLog {
  readonly #leaves: Buffer[] = [];

  get size(): number {
    return this.#leaves.length;
  }

  /** Appends an entry; returns its index. */
  append(entry: Uint8Array): number {
    return this.#leaves.push(sha256(Uint8Array.of(0), entry)) - 1;
  }

  root(): Buffer {
    return treeRoot(this.#leaves);
  }

  /** The audit path of an entry, from the leaf upwards. */
  inclusionPath(index: number): Buffer[] {
    return auditPath(index, this.#leaves);
  }
}

export function sha256(...parts: readonly Uint8Array[]): Buffer {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
}

/** The largest power of two below the count. */
function leftSize(count: number): number {
  return 2 ** Math.ceil(Math.log2(count) - 1);
}

function treeRoot(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  if (leaves.length === 0) return sha256();
  const left = leftSize(leaves.length);
  return sha256(Uint8Array.of(1), treeRoot(leaves.slice(0, left)), treeRoot(leaves.slice(left)));
}

function auditPath(index: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length <= 1) return [];
  const left = leftSize(leaves.length);
  return index < left
    ? [...auditPath(index, leaves.slice(0, left)), treeRoot(leaves.slice(left))]
    : [...auditPath(index - left, leaves.slice(left)), treeRoot(leaves.slice(0, left))];
}
