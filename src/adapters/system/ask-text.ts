import { createInterface } from 'node:readline/promises';
import type { TerminalStreams } from './ask-yes.ts';

/** A way to ask a person for a line; undefined where nobody sits at the terminal. An empty answer takes the proposal. */
export function createAskText(
  { input, output }: TerminalStreams,
  signal?: AbortSignal,
): ((question: string, proposal?: string) => Promise<string>) | undefined {
  if (!input.isTTY || !output.isTTY) return undefined;
  return async (question, proposal) => {
    const lines = createInterface({ input, output });
    try {
      const shown = proposal === undefined ? `${question}: ` : `${question} [${proposal}]: `;
      const answer = await lines.question(shown, signal === undefined ? {} : { signal });
      return answer.trim() === '' ? (proposal ?? '') : answer.trim();
    } finally {
      lines.close();
    }
  };
}
