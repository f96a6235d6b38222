/** What keys have done so far. */
export interface DashboardState {
  readonly panel: number;
  /** Of the rows that are shown. */
  readonly row: number;
  /** Columns that are scrolled away on the left. */
  readonly left: number;
  readonly mode: 'list' | 'find' | 'detail' | 'keys';
  /** The first line that is shown of what was opened. */
  readonly top: number;
  /** Rows that hold this text are shown. */
  readonly find: string;
}

/** What a key asks for. */
export type DashboardAction =
  | { readonly kind: 'panel'; readonly panel: number }
  | { readonly kind: 'turn'; readonly by: 1 | -1 }
  /** Rows of the list or lines of what was opened; infinite: to an end. */
  | { readonly kind: 'move'; readonly by: number }
  | { readonly kind: 'page'; readonly by: 1 | -1 }
  | { readonly kind: 'scroll'; readonly by: 1 | -1 }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'erase' | 'open' | 'back' | 'find' | 'keys' | 'reload' | 'leave' | 'interrupt' };

/** What is there to move in. */
export interface DashboardExtent {
  readonly panels: number;
  readonly rows: number;
  /** Of what was opened. */
  readonly lines: number;
  /** Lines that fit. */
  readonly page: number;
  /** The longest line of the list. */
  readonly columns: number;
  readonly width: number;
}

export const FIRST_STATE: DashboardState = { panel: 0, row: 0, left: 0, mode: 'list', top: 0, find: '' };

const SCROLL_COLUMNS = 16;
const MAX_FIND_UNITS = 100;

/** The state after the action; moves end at the ends. Pure. */
export function reduce(
  state: DashboardState,
  action: DashboardAction,
  extent: DashboardExtent,
): DashboardState {
  switch (action.kind) {
    case 'panel':
      return action.panel < extent.panels ? { ...FIRST_STATE, panel: action.panel } : state;
    case 'turn':
      return { ...FIRST_STATE, panel: (state.panel + action.by + extent.panels) % extent.panels };
    case 'move':
      return moved(state, action.by, extent);
    case 'page':
      return moved(state, action.by * Math.max(1, extent.page - 1), extent);
    case 'scroll': {
      const most = Math.max(0, extent.columns - extent.width);
      return { ...state, left: clamp(state.left + action.by * SCROLL_COLUMNS, most) };
    }
    case 'type':
      return { ...state, find: (state.find + action.text).slice(0, MAX_FIND_UNITS), row: 0 };
    case 'erase':
      return { ...state, find: state.find.replace(/.$/su, ''), row: 0 };
    case 'find':
      return { ...state, mode: 'find', find: '', row: 0 };
    case 'keys':
      return { ...state, mode: state.mode === 'keys' ? 'list' : 'keys' };
    case 'open':
      if (state.mode === 'find') return { ...state, mode: 'list' };
      return extent.rows === 0 ? state : { ...state, mode: 'detail', top: 0 };
    case 'back':
      return state.mode === 'list' || state.mode === 'find'
        ? { ...state, mode: 'list', find: '', row: 0 }
        : { ...state, mode: 'list' };
    case 'reload':
    case 'leave':
    case 'interrupt':
      return state;
  }
}

/** The first of `total` lines to show, so that the one at `at` is among those that fit. Pure. */
export function firstShown(at: number, total: number, page: number): number {
  return clamp(at - Math.floor(page / 2), Math.max(0, total - page));
}

function moved(state: DashboardState, by: number, extent: DashboardExtent): DashboardState {
  if (state.mode === 'detail' || state.mode === 'keys') {
    return { ...state, top: clamp(state.top + by, Math.max(0, extent.lines - extent.page)) };
  }
  return { ...state, row: clamp(Math.min(state.row, extent.rows - 1) + by, Math.max(0, extent.rows - 1)) };
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(0, value), most);
}
