export { ThreadedChecker } from './threaded-checker.ts';
export type { ThreadOptions } from './threaded-checker.ts';
export { ThreadedVerifier } from './threaded-verifier.ts';
