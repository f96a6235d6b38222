import { toOneLine } from '../../core/index.ts';
import { PLAIN_PAINT, displayWidth, truncate } from '../../report/index.ts';
import type { Report } from '../../report/index.ts';
import { fitTable } from '../../report/format-table.ts';
import { formatText } from '../../report/format-text.ts';
import { KEY_HELP, LIST_KEYS, OPENED_KEYS } from './dashboard-keys.ts';
import type { PanelContent, PanelState } from './panel.ts';

/** What stands before each row, and before the one that is chosen: a mark, for terminals without colours. */
const MARGIN = '  ';
const CHOSEN = '> ';
const GAP = '  ';

/** A table as lines: its head, and the rows with their place in the content. */
export interface ListLines {
  readonly head: string;
  readonly rows: readonly { readonly text: string; readonly index: number }[];
  /** Columns of the longest. */
  readonly columns: number;
  /** Said where there are no rows. */
  readonly empty: string;
}

/** The rows that hold the text, whatever its case, in lines that the columns fit as far as they can. Pure. */
export function listLines({ table }: PanelContent, find: string, width: number): ListLines {
  const { head, rows: texts } = fitTable(table, width - MARGIN.length, false);
  const wanted = find.toLowerCase();
  const rows = texts.flatMap((text, index) => {
    const cells = table.rows[index]?.join(' ').toLowerCase() ?? '';
    return wanted === '' || cells.includes(wanted) ? [{ text, index }] : [];
  });
  const columns = Math.max(0, ...[head, ...texts].map(displayWidth)) + MARGIN.length;
  const empty = table.rows.length === 0 ? table.empty : 'no row holds that text';
  return { head: table.rows.length === 0 ? '' : head, rows, columns, empty: toOneLine(empty) };
}

/** The line from that column on, cut to the width. Pure. */
export function rowText(text: string, { left, width, isChosen }: RowPlace): string {
  return (isChosen ? CHOSEN : MARGIN) + truncate(fromColumn(text, left), width - MARGIN.length);
}

/** Where a row is drawn. */
interface RowPlace {
  readonly left: number;
  readonly width: number;
  readonly isChosen: boolean;
}

/** What was opened, in lines of at most the width; every text of the registry in it is made visible (ATTACKS X07). Pure. */
export function reportLines(report: Report, width: number): readonly string[] {
  const { stdout, stderr } = formatText(report, {
    ...{ format: 'table', width, paint: PLAIN_PAINT, isQuiet: false },
  });
  const text = [stdout, stderr].filter((part) => part !== '').join('\n');
  return text
    .trimEnd()
    .split('\n')
    .flatMap((line) => brokenLine(line, width));
}

/** A line that no space breaks goes on below itself: nothing of what was opened is cut away. */
function brokenLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let rest = line;
  while (displayWidth(rest) > width) {
    const after = fromColumn(rest, width - 1);
    lines.push(rest.slice(0, rest.length - after.length));
    rest = after;
  }
  return [...lines, rest];
}

/** What the keys do, one a line. Pure. */
export function keyLines(width: number): readonly string[] {
  const widest = Math.max(...KEY_HELP.map(([keys]) => keys.length));
  return KEY_HELP.map(([keys, what]) => truncate(`${keys.padEnd(widest)}${GAP}${what}`, width));
}

/** As many of the first keys as fit. Pure. */
export function footerKeys(width: number, isOpen: boolean): string {
  let line = '';
  for (const [keys, what] of isOpen ? OPENED_KEYS : LIST_KEYS) {
    const longer = line === '' ? `${keys} ${what}` : `${line}${GAP}${keys} ${what}`;
    if (longer.length > width) break;
    line = longer;
  }
  return line;
}

/** One tab as it is written. */
export interface Tab {
  readonly text: string;
  readonly isChosen: boolean;
  readonly tone: PanelContent['tone'];
}

/** The tabs in full where they fit, else the title of the chosen one alone. Pure. */
export function tabsOf(
  panels: readonly { readonly title: string; readonly state: PanelState | undefined }[],
  chosen: number,
  width: number,
): readonly Tab[] {
  const tabs = (isShort: boolean): readonly Tab[] =>
    panels.map(({ title, state }, index) => {
      const isChosen = index === chosen;
      const name = isShort && !isChosen ? '' : `${title} `;
      const text = `${String(index + 1)}${name === '' ? ':' : ' '}${name}${countOf(state)}`;
      return {
        text: isChosen ? `[${text}]` : text,
        isChosen,
        tone: state?.kind === 'ready' ? state.content.tone : state?.kind === 'failed' ? 'error' : 'plain',
      };
    });
  const full = tabs(false);
  const columns = full.reduce((sum, { text }) => sum + text.length + 1, -1);
  return columns <= width ? full : tabs(true);
}

function countOf(state: PanelState | undefined): string {
  if (state?.kind === 'ready') return String(state.content.count);
  return state?.kind === 'failed' ? '!' : '-';
}

function fromColumn(text: string, column: number): string {
  let passed = 0;
  let units = 0;
  for (const character of text) {
    if (passed >= column) break;
    passed += displayWidth(character);
    units += character.length;
  }
  return text.slice(units);
}
