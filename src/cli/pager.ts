import { displayWidth } from '../report/index.ts';
import type { Terminal } from './terminal.ts';

const DEFAULT_COLUMNS = 80;
/** Nothing is said where it is not installed: the text is then printed as it is. */
const DEFAULT_PAGER = 'command -v less >/dev/null 2>&1 || exit 127; exec less';

const COLOURS = /\u001b\[[\d;]*m/gu;

/**
 * The program that shows the text: `HYPER_PAGER`, else `PAGER`, else less. Undefined where nobody needs one: the text fits,
 * no terminal takes it, or the program is `cat`. Pure.
 */
export function pagerFor(
  text: string,
  { width, rows }: Pick<Terminal, 'width' | 'rows'>,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (!Number.isFinite(rows) || environment['TERM'] === 'dumb') return undefined;
  if (linesOf(text, Number.isFinite(width) ? width : DEFAULT_COLUMNS) < rows) return undefined;
  const named = [environment['HYPER_PAGER'], environment['PAGER']].find((one) => (one ?? '').trim() !== '');
  const command = named?.trim() ?? DEFAULT_PAGER;
  return command === 'cat' ? undefined : command;
}

/** Lines of a terminal; a long line takes several. */
function linesOf(text: string, width: number): number {
  const lines = text.replace(/\n$/u, '').split('\n');
  return lines.reduce(
    (sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line.replaceAll(COLOURS, '')) / width)),
    0,
  );
}
