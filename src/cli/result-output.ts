import { PlainOutput, isPlainOutput } from '../adapters/system/index.ts';
import { leaveFor, leaveQuietlyWhenClosed } from './closed-pipe.ts';

/** Where results go, and what is known of whoever reads them. */
export interface ResultOutput {
  readonly isTty: boolean;
  /** Of a terminal; undefined elsewhere. */
  readonly columns: number | undefined;
  readonly rows: number | undefined;
  /** Ends the process where nobody reads on, or nothing more fits. */
  write(text: string): void;
}

let isStreamOpen = false;

/** The stream of node over a descriptor is opened where there is a terminal, or more to write than goes at once. */
export function openResultOutput(): ResultOutput {
  if (process.platform === 'win32' || !isPlainOutput(1)) {
    isStreamOpen = true;
    const { stdout } = process;
    leaveQuietlyWhenClosed(stdout);
    const { isTTY: isTty, columns, rows } = stdout;
    return { isTty, columns: isTty ? columns : undefined, rows: isTty ? rows : undefined, write: stream };
  }
  const plain = new PlainOutput(1);
  const write = (text: string): void => {
    try {
      const rest = plain.write(text);
      if (rest.length > 0) stream(rest);
    } catch (error) {
      leaveFor(error as NodeJS.ErrnoException);
    }
  };
  return { isTty: false, columns: undefined, rows: undefined, write };
}

/** Whether what is said beside the result is seen on a terminal. */
export function isTalkSeen(): boolean {
  return (process.platform === 'win32' || !isPlainOutput(2)) && process.stderr.isTTY;
}

/** Whether all that was printed is with the system already, so that the process may end at once. */
export function isAllWritten(): boolean {
  return !isStreamOpen;
}

/** Writes to stderr, which is opened when there is something to say. */
export function writeTalk(text: string): void {
  isStreamOpen = true;
  leaveQuietlyWhenClosed(process.stderr);
  process.stderr.write(text);
}

function stream(part: string | Uint8Array): void {
  isStreamOpen = true;
  leaveQuietlyWhenClosed(process.stdout);
  process.stdout.write(part);
}
