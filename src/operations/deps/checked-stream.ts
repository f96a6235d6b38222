import { createHash } from 'node:crypto';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { Digests } from '../../manifest/index.ts';

/** What content must turn out to be. */
export interface ExpectedContent {
  /** As messages name it. */
  readonly named: string;
  readonly digests: Digests;
  /** In bytes, where it is stated. */
  readonly size: number | undefined;
  readonly maxBytes: number;
}

/**
 * The same bytes; ends with an error where they are more than they may be, or have another size or digest than expected:
 * whoever writes them must keep them out of sight until the end. Errors: `HYPER_CONTENT_TOO_LARGE`, `HYPER_CONTENT_MISMATCH`.
 */
export async function* checkedStream(
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { named, digests, size, maxBytes }: ExpectedContent,
): AsyncGenerator<Uint8Array> {
  const stated = Object.entries(digests) as [string, string][];
  const hashes = stated.map(([algorithm, hex]) => ({ algorithm, hex, hash: createHash(algorithm) }) as const);
  const limit = Math.min(size ?? maxBytes, maxBytes);
  let length = 0;
  for await (const part of parts) {
    length += part.length;
    if (length > limit) {
      const code = limit === size ? 'HYPER_CONTENT_MISMATCH' : 'HYPER_CONTENT_TOO_LARGE';
      throw new HyperError(code, `the content of "${toOneLine(named)}" has more than ${limit} bytes`);
    }
    for (const { hash } of hashes) hash.update(part);
    yield part;
  }
  if (size !== undefined && length !== size) {
    throw new HyperError(
      'HYPER_CONTENT_MISMATCH',
      `the content of "${toOneLine(named)}" has ${length} bytes, expected ${size}`,
    );
  }
  for (const { algorithm, hex, hash } of hashes) {
    const actual = hash.digest('hex');
    if (actual === hex) continue;
    throw new HyperError(
      'HYPER_CONTENT_MISMATCH',
      `the content of "${toOneLine(named)}" has the ${algorithm} ${actual}, expected ${hex}`,
      {
        hint: 'nothing was kept; tell the publisher and the owners of the registry',
      },
    );
  }
}
