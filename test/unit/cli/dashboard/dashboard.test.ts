import { render } from 'ink-testing-library';
import { createElement } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Dashboard } from '../../../../src/cli/dashboard/dashboard.tsx';
import { DashboardModel } from '../../../../src/cli/dashboard/dashboard-model.ts';
import type { Panel } from '../../../../src/cli/dashboard/panel.ts';
import { HyperError } from '../../../../src/core/index.ts';
import { displayWidth, toErrorReport } from '../../../../src/report/index.ts';
import type { Report, TableBlock } from '../../../../src/report/index.ts';
import { NO_KEY } from './no-key.ts';

const ESCAPES = 'red \u001b[31m, clipboard \u001b]52;c;aGk=\u0007, \u009b2J, \r over, \u202e turned';
const HEIGHT = 12;

function tableOf(rows: readonly (readonly string[])[]): TableBlock {
  return {
    kind: 'table',
    columns: [{ title: 'name' }, { title: 'text', canShrink: true }],
    rows,
    empty: 'nothing',
  };
}

function reportOf(opened: string): Report {
  return {
    ...{ outcome: 'pass', diagnostics: [], data: null },
    view: { findings: 'talk', blocks: () => [{ kind: 'fields', fields: [['opened', opened]] }] },
  };
}

function panelOf(title: string, rows: readonly (readonly string[])[]): Panel {
  return {
    title,
    load: () =>
      Promise.resolve({
        ...{ count: rows.length, tone: 'warning', table: tableOf(rows) },
        open: (row) => Promise.resolve(reportOf(rows[row]?.join(' ') ?? '')),
      }),
  };
}

const failing: Panel = {
  title: 'Broken',
  load: () =>
    Promise.reject(new HyperError('HYPER_REVISION_UNKNOWN', `no such ${ESCAPES}`, { hint: 'look' })),
};
const many = Array.from({ length: 40 }, (_, index) => [`row-${String(index)}`, 'x'.repeat(150)]);
const panels = [
  panelOf('Many', many),
  panelOf('Names', [['org.acme', ESCAPES]]),
  panelOf('None', []),
  failing,
];

let open: ReturnType<typeof render> | undefined;
afterEach(() => {
  open?.unmount();
});

/** The dashboard with all its panels read; `press` waits until the frame holds the text. */
async function show(interrupt: () => void = () => undefined): Promise<{
  model: DashboardModel;
  frame: () => string;
  press: (keys: string, seen: string) => Promise<string>;
}> {
  const toReport = (error: unknown): Report => toErrorReport(error as HyperError, false);
  const model = new DashboardModel({ title: 'Registry x', panels, toReport }, { width: 100, height: HEIGHT });
  const leave = (): void => undefined;
  const instance = render(createElement(Dashboard, { model, isStyled: false, leave, interrupt }));
  open = instance;
  await model.read();
  const frame = (): string => instance.lastFrame() ?? '';
  const press = async (keys: string, seen: string): Promise<string> => {
    instance.stdin.write(keys);
    await vi.waitFor(() => {
      expect(frame()).toContain(seen);
    });
    return frame();
  };
  await press('', '4 Broken !');
  return { model, frame, press };
}

describe('the dashboard', () => {
  it('shows each panel with what it counts, and fits the terminal', async () => {
    const { frame } = await show();
    expect(frame()).toContain('[1 Many 40] 2 Names 1 3 None 0 4 Broken !');
    const lines = frame().split('\n');
    expect(lines.length).toBeLessThan(HEIGHT);
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(100);
    expect(frame()).toContain('> row-0');
    expect(frame()).not.toContain('row-20');
  });

  it('moves, keeping the chosen row in sight, and opens it', async () => {
    const { press } = await show();
    await press('G', '> row-39');
    await press('\u001b[A', '> row-38');
    expect(await press('\r', 'opened:')).toContain('opened: row-38');
    await press('\u001b', '> row-38');
  });

  it('shows what was opened last, whichever is read first', async () => {
    const answers: ((report: Report) => void)[] = [];
    const slow: Panel = {
      title: 'Slow',
      load: () =>
        Promise.resolve({
          ...{ count: 2, tone: 'plain', table: tableOf([['first'], ['second']]) },
          open: () => new Promise((resolve) => answers.push(resolve)),
        }),
    };
    const toReport = (error: unknown): Report => toErrorReport(error as HyperError, false);
    const model = new DashboardModel({ title: 'x', panels: [slow], toReport }, { width: 80, height: HEIGHT });
    await model.read();
    for (const key of ['\r', '\u007f', 'j', '\r'])
      model.press(key, { ...NO_KEY, backspace: key === '\u007f' });
    expect(answers).toHaveLength(2);
    for (const name of ['second', 'first']) answers[name === 'first' ? 0 : 1]?.(reportOf(name));
    await vi.waitFor(() => {
      expect(model.frame().lines[0]?.text).toBe('opened: second');
    });
  });

  it('finds rows by what they hold, and says how many', async () => {
    const { press } = await show();
    await press('/', 'find: _');
    expect(await press('ROW-3', 'find: ROW-3_')).not.toContain('row-2 ');
    await press('\r', 'find: ROW-3 (11), esc ends it');
    await press('\u001b', 'row-2');
    await press('/', 'find: _');
    await press('nowhere', 'no row holds that text');
  });

  it('makes escapes of names, texts and errors visible everywhere (X07)', async () => {
    const { press } = await show();
    const list = await press('2', '> org.acme');
    const detail = await press('\r', 'opened:');
    const error = await press('4', 'HYPER_REVISION_UNKNOWN');
    for (const frame of [list, detail, error]) {
      expect(frame).toContain('\\u{1b}[31m');
      expect(frame.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    }
    expect(error).toContain('hint: look');
  });

  it('says that a panel is empty, and opens nothing there', async () => {
    const { press } = await show();
    await press('3', '  nothing');
    expect(await press('\r', '  nothing')).not.toContain('opened');
  });

  it('fits whatever the terminal becomes', async () => {
    const { model, press } = await show();
    for (const [width, height] of [
      [40, 24],
      [20, 5],
      [9, 3],
      [200, 60],
    ] as const) {
      model.resize({ width, height });
      const { title, tabs, lines, page, footer } = model.frame();
      const drawn = [title, tabs.map(({ text }) => text).join(' '), ...lines.map(({ text }) => text), footer];
      if (width >= 40) expect(Math.max(...drawn.map(displayWidth))).toBeLessThanOrEqual(width);
      expect(lines.length).toBeLessThanOrEqual(page);
      expect(page + 4).toBeLessThan(Math.max(height, 6));
    }
    expect(await press('G', '> row-39')).toContain('row-0');
  });

  it('takes what is typed at once as one key after the other', async () => {
    const { press } = await show();
    await press('/row-39\r', 'find: row-39 (1), esc ends it');
  });

  it('reads again what has changed', async () => {
    const { model, press } = await show();
    many.push(['row-new', 'late']);
    await press('r', '[1 Many 41]');
    many.pop();
    await model.read();
  });

  it('shows every key', async () => {
    const { press } = await show();
    expect(await press('?', 'next panel')).toContain('read again');
  });

  it('gives Ctrl-C to the process', async () => {
    const interrupt = vi.fn();
    const { press } = await show(interrupt);
    await press('\u0003', '');
    await vi.waitFor(() => {
      expect(interrupt).toHaveBeenCalledOnce();
    });
  });
});
