import { toOneLine } from '../core/index.ts';

/** What `--verbose`, `--debug` and `--trace` add on stderr: one record, one line (ATTACKS X10), never a secret. */
export interface Log {
  readonly level: LogLevel;
  verbose(text: string): void;
  debug(text: string): void;
}

export type LogLevel = 'quiet' | 'verbose' | 'debug' | 'trace';

/** The log at the level that the words ask for; each level says what the ones before it say. */
export function createLog(words: readonly string[], write: (text: string) => void): Log {
  const level = levelOf(words);
  const say = (text: string): void => {
    write(`hyper: ${toOneLine(text)}\n`);
  };
  return {
    level,
    verbose: (text) => {
      if (level !== 'quiet') say(text);
    },
    debug: (text) => {
      if (level === 'debug' || level === 'trace') say(text);
    },
  };
}

function levelOf(words: readonly string[]): LogLevel {
  const end = words.indexOf('--');
  const flags = end === -1 ? words : words.slice(0, end);
  if (flags.includes('--trace')) return 'trace';
  if (flags.includes('--debug')) return 'debug';
  return flags.includes('--verbose') ? 'verbose' : 'quiet';
}
