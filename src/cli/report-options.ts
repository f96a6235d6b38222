import type { FormatName, ReportOptions } from '../report/index.ts';
import { FORMAT_NAMES } from '../report/index.ts';
import type { Terminal } from './terminal.ts';

/** The values of the flags that every command has, as far as reports and logs need them. */
export interface CommonFlags {
  readonly output?: FormatName | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** What the flags, the settings (`preset`) and the terminal say about printing. */
export function toReportOptions(
  flags: CommonFlags,
  terminal: Terminal,
  preset: FormatName = 'table',
): ReportOptions {
  const format = flags.json === true ? 'json' : (flags.output ?? preset);
  return { format, width: terminal.width, paint: terminal.resultPaint, isQuiet: flags.quiet === true };
}

/** The same read from the bare words: for errors that come before or from parsing them. */
export function peekFlags(words: readonly string[]): CommonFlags {
  const end = words.indexOf('--');
  const flags = end === -1 ? words : words.slice(0, end);
  const named = flags.flatMap((word, index) =>
    word === '--output'
      ? [flags[index + 1]]
      : word.startsWith('--output=')
        ? [word.slice('--output='.length)]
        : [],
  );
  const output = FORMAT_NAMES.find((name) => name === named.at(-1));
  return { output, json: flags.includes('--json'), quiet: flags.includes('--quiet') };
}
