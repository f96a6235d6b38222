import { askLine, toScreen } from './ask-line.ts';
import type { TerminalStreams } from './ask-line.ts';

const MAX_TRIES = 3;

/**
 * A way to ask a person for yes or no; undefined where nobody sits at the terminal. Only "yes" is yes; what is neither that
 * nor no is asked again, and then is no, as is an empty answer.
 */
export function createAskYes(
  streams: TerminalStreams,
  signal?: AbortSignal,
): ((question: string) => Promise<boolean>) | undefined {
  if (!streams.input.isTTY || !streams.output.isTTY) return undefined;
  return async (question) => {
    let shown = toScreen(`${question} (yes/no):`, streams);
    for (let tries = 1; ; tries += 1) {
      const answer = (await askLine(streams, `${shown} `, signal)).trim().toLowerCase();
      if (answer === 'yes') return true;
      if (answer === 'no' || answer === '' || tries === MAX_TRIES) return false;
      shown = toScreen('Write yes or no, in full:', streams);
    }
  };
}
