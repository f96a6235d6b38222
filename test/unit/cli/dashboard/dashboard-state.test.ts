import { describe, expect, it } from 'vitest';
import { KEY_HELP, actionOf } from '../../../../src/cli/dashboard/dashboard-keys.ts';
import type { PressedKey } from '../../../../src/cli/dashboard/dashboard-keys.ts';
import { FIRST_STATE, firstShown, reduce } from '../../../../src/cli/dashboard/dashboard-state.ts';
import type {
  DashboardAction,
  DashboardExtent,
  DashboardState,
} from '../../../../src/cli/dashboard/dashboard-state.ts';
import { NO_KEY } from './no-key.ts';

const EXTENT: DashboardExtent = { panels: 5, rows: 30, lines: 50, page: 10, columns: 100, width: 80 };

function after(state: Partial<DashboardState>, ...actions: readonly DashboardAction[]): DashboardState {
  return actions.reduce((now, action) => reduce(now, action, EXTENT), { ...FIRST_STATE, ...state });
}

describe('what keys do', () => {
  it.each<[string, Partial<DashboardState>, DashboardAction, Partial<DashboardState>]>([
    ['moves down', {}, { kind: 'move', by: 1 }, { row: 1 }],
    ['stays at the first row', {}, { kind: 'move', by: -1 }, { row: 0 }],
    ['stays at the last row', { row: 29 }, { kind: 'move', by: 1 }, { row: 29 }],
    ['goes to the end', {}, { kind: 'move', by: Infinity }, { row: 29 }],
    ['turns a page but for one line', {}, { kind: 'page', by: 1 }, { row: 9 }],
    ['moves lines of what is open', { mode: 'detail' }, { kind: 'move', by: 1 }, { top: 1, row: 0 }],
    ['ends with the last line of it', { mode: 'detail' }, { kind: 'move', by: Infinity }, { top: 40 }],
    ['goes from the last panel to the first', { panel: 4 }, { kind: 'turn', by: 1 }, { panel: 0 }],
    ['goes from the first panel to the last', {}, { kind: 'turn', by: -1 }, { panel: 4 }],
    ['begins a panel at its first row', { row: 7 }, { kind: 'panel', panel: 2 }, { panel: 2, row: 0 }],
    ['knows no sixth panel', { row: 7 }, { kind: 'panel', panel: 5 }, { panel: 0, row: 7 }],
    ['scrolls as far as lines go', {}, { kind: 'scroll', by: 1 }, { left: 16 }],
    ['scrolls no further', { left: 16 }, { kind: 'scroll', by: 1 }, { left: 20 }],
    ['scrolls back', { left: 10 }, { kind: 'scroll', by: -1 }, { left: 0 }],
    ['opens a row', { row: 3 }, { kind: 'open' }, { mode: 'detail', row: 3, top: 0 }],
    ['comes back to it', { row: 3, mode: 'detail' }, { kind: 'back' }, { mode: 'list', row: 3 }],
    ['ends a search', { find: 'x', mode: 'find' }, { kind: 'back' }, { mode: 'list', find: '' }],
    ['keeps what was found', { find: 'x', mode: 'find' }, { kind: 'open' }, { mode: 'list', find: 'x' }],
    ['shows the keys', {}, { kind: 'keys' }, { mode: 'keys' }],
    ['and hides them', { mode: 'keys' }, { kind: 'keys' }, { mode: 'list' }],
    ['erases a whole character', { find: 'a😀', mode: 'find' }, { kind: 'erase' }, { find: 'a' }],
  ])('%s', (_, before, action, expected) => {
    expect(after(before, action)).toMatchObject(expected);
  });

  it('opens nothing in an empty list, and moves nowhere in it', () => {
    const empty = { ...EXTENT, rows: 0 };
    expect(reduce(FIRST_STATE, { kind: 'open' }, empty)).toEqual(FIRST_STATE);
    expect(reduce(FIRST_STATE, { kind: 'move', by: 1 }, empty)).toEqual(FIRST_STATE);
  });

  it('never searches for more than fits in a line', () => {
    expect(after({ mode: 'find' }, { kind: 'type', text: 'x'.repeat(5000) }).find.length).toBe(100);
  });
});

describe('keys', () => {
  it.each<[string, Partial<PressedKey>, DashboardState['mode'], DashboardAction | undefined]>([
    ['q', {}, 'list', { kind: 'leave' }],
    ['q', {}, 'find', { kind: 'type', text: 'q' }],
    ['c', { ctrl: true }, 'find', { kind: 'interrupt' }],
    ['d', { ctrl: true }, 'list', undefined],
    ['3', {}, 'detail', { kind: 'panel', panel: 2 }],
    ['', { tab: true, shift: true }, 'list', { kind: 'turn', by: -1 }],
    ['', { escape: true, meta: true }, 'find', { kind: 'back' }],
    ['', { backspace: true }, 'find', { kind: 'erase' }],
    ['', { backspace: true }, 'detail', { kind: 'back' }],
    ['', { pageDown: true }, 'list', { kind: 'page', by: 1 }],
    ['[A', {}, 'list', undefined],
    ['a\u001b]52;c;x\u0007b', {}, 'find', { kind: 'type', text: 'a]52;c;xb' }],
  ])('%j with %j in %s', (text, key, mode, expected) => {
    expect(actionOf(text, { ...NO_KEY, ...key }, mode)).toEqual(expected);
  });

  it('are all told, each once', () => {
    const told = KEY_HELP.map(([keys]) => keys);
    expect(new Set(told).size).toBe(told.length);
  });
});

it.each([
  [0, 30, 10, 0],
  [4, 30, 10, 0],
  [15, 30, 10, 10],
  [29, 30, 10, 20],
  [3, 4, 10, 0],
])('shows row %d of %d on a page of %d from row %d on', (at, total, page, expected) => {
  expect(firstShown(at, total, page)).toBe(expected);
});
