import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/** How often `node:crypto` verifies a signature while something runs: the real one, with a counter before it. */
export async function countVerifications<Result>(
  run: () => Promise<Result>,
): Promise<{ readonly calls: number; readonly result: Result }> {
  const { verify } = crypto;
  let calls = 0;
  const counted = verify as (...given: readonly unknown[]) => boolean;
  const counting = (...given: readonly unknown[]): boolean => {
    calls += 1;
    return counted(...given);
  };
  crypto.verify = counting;
  syncBuiltinESMExports();
  try {
    return { result: await run(), calls };
  } finally {
    crypto.verify = verify;
    syncBuiltinESMExports();
  }
}
