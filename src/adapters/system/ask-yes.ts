import { createInterface } from 'node:readline/promises';

/** The streams of a terminal. */
export interface TerminalStreams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/** A way to ask a person for yes or no; undefined where nobody sits at the terminal. Anything but "yes" is no. */
export function createAskYes(
  { input, output }: TerminalStreams,
  signal?: AbortSignal,
): ((question: string) => Promise<boolean>) | undefined {
  if (!input.isTTY || !output.isTTY) return undefined;
  return async (question) => {
    const lines = createInterface({ input, output });
    try {
      const answer = await lines.question(`${question} (yes/no): `, signal === undefined ? {} : { signal });
      return answer.trim().toLowerCase() === 'yes';
    } finally {
      lines.close();
    }
  };
}
