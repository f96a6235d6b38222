import type { DashboardAction, DashboardState } from './dashboard-state.ts';

/** What Ink tells of a key, as far as the dashboard uses it. */
export interface PressedKey {
  readonly upArrow: boolean;
  readonly downArrow: boolean;
  readonly leftArrow: boolean;
  readonly rightArrow: boolean;
  readonly pageUp: boolean;
  readonly pageDown: boolean;
  readonly home: boolean;
  readonly end: boolean;
  readonly return: boolean;
  readonly escape: boolean;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly tab: boolean;
  readonly backspace: boolean;
  readonly delete: boolean;
  readonly meta: boolean;
}

/** A key as it is written, and what it does. */
export type KeyHelp = readonly [keys: string, what: string];

/** What the last line says while something is open. */
export const OPENED_KEYS: readonly KeyHelp[] = [
  ['esc', 'back'],
  ['up, down', 'move'],
  ['q', 'leave'],
];

/** What it says of a list, as far as it fits. */
export const LIST_KEYS: readonly KeyHelp[] = [
  ['q', 'leave'],
  ['enter', 'open'],
  ['tab', 'next panel'],
  ['?', 'keys'],
  ['/', 'find'],
  ['r', 'read again'],
];

/** Every key. */
export const KEY_HELP: readonly KeyHelp[] = [
  ['q', 'leave'],
  ['tab', 'next panel'],
  ['enter', 'open'],
  ['esc', 'back'],
  ['/', 'find'],
  ['r', 'read again'],
  ['?', 'keys'],
  ['1-5', 'a panel; shift-tab: the one before'],
  ['up, down', 'move; k and j too'],
  ['page up', 'and page down (space): a page'],
  ['home, end', 'to the first, to the last; g and G too'],
  ['left, right', 'see more of long lines'],
  ['ctrl-c', 'leave, with status 130'],
];

const LETTERS: ReadonlyMap<string, DashboardAction> = new Map<string, DashboardAction>([
  ['q', { kind: 'leave' }],
  ['r', { kind: 'reload' }],
  ['?', { kind: 'keys' }],
  ['/', { kind: 'find' }],
  ['j', { kind: 'move', by: 1 }],
  ['k', { kind: 'move', by: -1 }],
  ['g', { kind: 'move', by: -Infinity }],
  ['G', { kind: 'move', by: Infinity }],
  [' ', { kind: 'page', by: 1 }],
]);

/** What the key asks for in this mode; undefined: nothing. Pure. */
export function actionOf(
  text: string,
  key: PressedKey,
  mode: DashboardState['mode'],
): DashboardAction | undefined {
  if (key.ctrl) return text === 'c' ? { kind: 'interrupt' } : undefined;
  const special = specialAction(key);
  if (special !== undefined) return special;
  // Typed at once with other keys, the end of a line is no key of its own.
  if (text === '\r' || text === '\n') return { kind: 'open' };
  if (mode === 'find') {
    if (key.backspace || key.delete) return { kind: 'erase' };
    return text === '' || key.meta ? undefined : { kind: 'type', text: printable(text) };
  }
  if (key.backspace || key.delete) return { kind: 'back' };
  if (/^[1-9]$/u.test(text)) return { kind: 'panel', panel: Number(text) - 1 };
  return LETTERS.get(text);
}

function specialAction(key: PressedKey): DashboardAction | undefined {
  if (key.tab) return { kind: 'turn', by: key.shift ? -1 : 1 };
  if (key.return) return { kind: 'open' };
  if (key.escape) return { kind: 'back' };
  if (key.upArrow) return { kind: 'move', by: -1 };
  if (key.downArrow) return { kind: 'move', by: 1 };
  if (key.pageUp) return { kind: 'page', by: -1 };
  if (key.pageDown) return { kind: 'page', by: 1 };
  if (key.home) return { kind: 'move', by: -Infinity };
  if (key.end) return { kind: 'move', by: Infinity };
  if (key.leftArrow) return { kind: 'scroll', by: -1 };
  if (key.rightArrow) return { kind: 'scroll', by: 1 };
  return undefined;
}

/** What was typed or pasted, without what a terminal would act on. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, '');
}
