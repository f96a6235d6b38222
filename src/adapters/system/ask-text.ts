import { askLine, toScreen } from './ask-line.ts';
import type { TerminalStreams } from './ask-line.ts';

/** A way to ask a person for a line; undefined where nobody sits at the terminal. An empty answer takes the proposal. */
export function createAskText(
  streams: TerminalStreams,
  signal?: AbortSignal,
): ((question: string, proposal?: string) => Promise<string>) | undefined {
  if (!streams.input.isTTY || !streams.output.isTTY) return undefined;
  return async (question, proposal) => {
    const shown = proposal === undefined ? `${question}:` : `${question} [${proposal}]:`;
    const answer = await askLine(streams, `${toScreen(shown, streams)} `, signal);
    return answer.trim() === '' ? (proposal ?? '') : answer.trim();
  };
}
