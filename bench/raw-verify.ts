import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

/** The floor of verifying: as many ed25519 verifications on as many threads by node:crypto alone, the key imported once. */
const PAYLOAD_BYTES = 900;
const count = isMainThread ? Number(process.argv[2]) : Number(workerData);
if (isMainThread) {
  const threads = availableParallelism();
  for (let thread = 0; thread < threads; thread += 1) {
    new Worker(new URL(import.meta.url), { workerData: Math.ceil(count / threads) });
  }
} else {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const payload = Buffer.alloc(PAYLOAD_BYTES, 1);
  const signature = sign(null, payload, privateKey);
  for (let number = 0; number < count; number += 1) {
    if (!verify(null, payload, publicKey, signature)) throw new Error('the signature does not verify');
  }
}
