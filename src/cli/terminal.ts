import type { Paint } from '../report/index.ts';
import { PLAIN_PAINT } from '../report/index.ts';

/** The two streams and what is known of whoever reads them. */
export interface Terminal {
  /** Columns to fit the result to; Infinity where a pipe or file takes it. */
  readonly width: number;
  readonly resultPaint: Paint;
  readonly talkPaint: Paint;
  /** True where a progress line can be drawn and wiped. */
  readonly canRedraw: boolean;
  writeResult(text: string): void;
  writeTalk(text: string): void;
}

/** The terminal of this process. Colours are loaded only where they will be seen. */
export async function openTerminal(): Promise<Terminal> {
  const { stdout, stderr, env } = process;
  const [resultPaint, talkPaint] = await Promise.all([
    paintFor(wantsColour(stdout.isTTY, env)),
    paintFor(wantsColour(stderr.isTTY, env)),
  ]);
  return {
    width: widthOf(stdout.isTTY ? stdout.columns : undefined, env['COLUMNS']),
    resultPaint,
    talkPaint,
    canRedraw: stderr.isTTY && env['TERM'] !== 'dumb',
    writeResult: (text) => {
      if (text !== '') stdout.write(text);
    },
    writeTalk: (text) => {
      if (text !== '') stderr.write(text);
    },
  };
}

/** NO_COLOR wins over FORCE_COLOR, both win over what the stream is (no-color.org). Pure. */
export function wantsColour(isTty: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return isTty && env['TERM'] !== 'dumb';
}

function widthOf(terminalColumns: number | undefined, asked: string | undefined): number {
  const columns = Number(asked);
  if (Number.isInteger(columns) && columns > 0) return columns;
  return terminalColumns !== undefined && terminalColumns > 0 ? terminalColumns : Infinity;
}

async function paintFor(isOn: boolean): Promise<Paint> {
  return isOn ? (await import('./colour-paint.ts')).COLOUR_PAINT : PLAIN_PAINT;
}
