import type { TerminalStreams } from './adapters/system/index.ts';
import { wrapWords } from './report/index.ts';

/** The streams that questions are asked at. */
export function questionStreams(): TerminalStreams {
  const interrupt = (): void => {
    process.kill(process.pid, 'SIGINT');
  };
  return { input: process.stdin, output: process.stderr, interrupt, wrap: wrapWords };
}
