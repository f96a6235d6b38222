import { createInterface } from 'node:readline/promises';
import { throwIfInterrupted, toInterruption } from '../../core/index.ts';

const INTERRUPTED = 'interrupted';

/** The streams of a terminal. */
export interface TerminalStreams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Does what Ctrl-C does to the process, since readline keeps that key for itself. */
  readonly interrupt: () => void;
  /** The text in lines of at most that many columns. */
  readonly wrap: (text: string, columns: number) => readonly string[];
}

/** The question as it fits the terminal; its own lines stay lines. */
export function toScreen(question: string, { output, wrap }: TerminalStreams): string {
  const columns = output.columns > 0 ? output.columns : 80;
  return question
    .split('\n')
    .flatMap((line) => wrap(line, columns))
    .join('\n');
}

/**
 * Asks for a line. Ctrl-C interrupts, and Ctrl-D is an empty answer; either way the cursor is then on a line of its own.
 * Errors: `HYPER_INTERRUPTED`.
 */
export async function askLine(
  { input, output, interrupt }: TerminalStreams,
  question: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  throwIfInterrupted(signal);
  const lines = createInterface({ input, output });
  const unanswered = new AbortController();
  const stop = (): void => {
    unanswered.abort();
  };
  lines.once('SIGINT', () => {
    // The signal comes back by way of the process, which then knows its exit status.
    interrupt();
    if (signal === undefined) unanswered.abort(INTERRUPTED);
  });
  lines.once('close', stop);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await lines.question(question, { signal: unanswered.signal });
  } catch (error) {
    if (!unanswered.signal.aborted) throw error;
    output.write('\n');
    if (signal?.aborted === true || unanswered.signal.reason === INTERRUPTED)
      throw toInterruption(signal?.reason);
    return '';
  } finally {
    signal?.removeEventListener('abort', stop);
    lines.off('close', stop);
    lines.close();
  }
}
