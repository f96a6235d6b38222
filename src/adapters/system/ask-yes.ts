import { askLine } from './ask-line.ts';
import type { TerminalStreams } from './ask-line.ts';

/** A way to ask a person for yes or no; undefined where nobody sits at the terminal. Anything but "yes" is no. */
export function createAskYes(
  streams: TerminalStreams,
  signal?: AbortSignal,
): ((question: string) => Promise<boolean>) | undefined {
  if (!streams.input.isTTY || !streams.output.isTTY) return undefined;
  return async (question) => {
    const answer = await askLine(streams, `${question} (yes/no): `, signal);
    return answer.trim().toLowerCase() === 'yes';
  };
}
