import { createInterface } from 'node:readline/promises';
import { HyperError } from '../core/index.ts';

/** Asks on the terminal; everything but y and yes is no. Errors: `HYPER_INTERRUPTED`. */
export async function askYes(question: string, signal: AbortSignal): Promise<boolean> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await reader.question(question, { signal });
    return /^y(?:es)?$/iu.test(answer.trim());
  } catch (error) {
    throw new HyperError('HYPER_INTERRUPTED', 'stopped while asking whether to sign', { cause: error });
  } finally {
    reader.close();
  }
}
