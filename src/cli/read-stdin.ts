import { MAX_MANIFEST_BYTES } from '../core/index.ts';

/** The bytes of stdin: at most one more than a manifest may have, which is enough to refuse it. Rejects when aborted. */
export async function readStdin(signal: AbortSignal): Promise<Uint8Array> {
  signal.addEventListener('abort', () => process.stdin.destroy(signal.reason as Error));
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : (chunk as Uint8Array);
    chunks.push(bytes);
    size += bytes.length;
    if (size > MAX_MANIFEST_BYTES) break;
  }
  const all = new Uint8Array(Math.min(size, MAX_MANIFEST_BYTES + 1));
  let offset = 0;
  for (const bytes of chunks) {
    all.set(bytes.subarray(0, all.length - offset), offset);
    offset += bytes.length;
  }
  return all;
}
