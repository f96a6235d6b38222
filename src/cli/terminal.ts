import { PLAIN_PAINT } from '../report/index.ts';
import type { Paint } from '../report/index.ts';
import { isTalkSeen, openResultOutput, writeTalk } from './result-output.ts';

/** The two streams and what is known of whoever reads them. */
export interface Terminal {
  /** Columns to fit the result to; Infinity where a pipe or file takes it. */
  readonly width: number;
  /** Lines of the terminal that takes the result; Infinity where a pipe or file does. */
  readonly rows: number;
  readonly resultPaint: Paint;
  talkPaint(): Promise<Paint>;
  /** True where a progress line can be drawn and wiped. */
  canRedraw(): boolean;
  writeResult(text: string): void;
  writeTalk(text: string): void;
}

/** The terminal of this process. Colours load where they will be seen; stderr opens when there is something to say. */
export async function openTerminal(): Promise<Terminal> {
  const { env } = process;
  const output = openResultOutput();
  return {
    width: widthOf(output.columns, env['COLUMNS']),
    rows: output.rows !== undefined && output.rows > 0 ? output.rows : Infinity,
    resultPaint: await paintFor(wantsColour(output.isTty, env)),
    talkPaint: () => paintFor(wantsColour(isTalkSeen(), env)),
    canRedraw: () => isTalkSeen() && env['TERM'] !== 'dumb',
    writeResult: (text) => {
      if (text !== '') output.write(text);
    },
    writeTalk: (text) => {
      if (text !== '') writeTalk(text);
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
