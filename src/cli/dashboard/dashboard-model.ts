import { toOneLine } from '../../core/index.ts';
import { truncate } from '../../report/index.ts';
import type { Report } from '../../report/index.ts';
import { actionOf } from './dashboard-keys.ts';
import type { PressedKey } from './dashboard-keys.ts';
import { footerKeys, keyLines, listLines, reportLines, rowText, tabsOf } from './dashboard-lines.ts';
import type { ListLines, Tab } from './dashboard-lines.ts';
import { FIRST_STATE, firstShown, reduce } from './dashboard-state.ts';
import type { DashboardAction, DashboardExtent, DashboardState } from './dashboard-state.ts';
import type { Panel, PanelState } from './panel.ts';

/** Lines that are no part of the panel: title, tabs, an empty one, and the keys. */
const FRAME_LINES = 4;
/** The last line of the terminal stays empty: writing into it scrolls. */
const SPARE_LINES = 1;

export interface TerminalSize {
  readonly width: number;
  readonly height: number;
}

/** All that is drawn: at most one line fewer than the terminal has, each within its width. */
export interface DashboardFrame {
  readonly title: string;
  readonly tabs: readonly Tab[];
  readonly lines: readonly FrameLine[];
  /** Lines that the panel has. */
  readonly page: number;
  readonly footer: string;
}

export interface FrameLine {
  readonly text: string;
  readonly kind: 'plain' | 'head' | 'chosen';
}

/** What a model is made of. */
export interface DashboardContent {
  /** The registry, and the time it is looked at. */
  readonly title: string;
  readonly panels: readonly Panel[];
  /** What an error has to say. */
  readonly toReport: (error: unknown) => Report;
}

/** The dashboard without its terminal: what was read, what keys did, and the frame that comes of both. */
export class DashboardModel {
  readonly #content: DashboardContent;
  readonly #listeners = new Set<() => void>();
  #size: TerminalSize;
  #state = FIRST_STATE;
  #panels: readonly PanelState[];
  #opened: Report | undefined;
  /** How many were opened: of two that are read at once, the last one counts. */
  #openings = 0;
  #progress = '';
  #isReading = false;
  #frame: DashboardFrame | undefined;
  #list: { readonly key: readonly unknown[]; readonly lines: ListLines } | undefined;

  constructor(content: DashboardContent, size: TerminalSize) {
    this.#content = content;
    this.#size = size;
    this.#panels = content.panels.map(() => ({ kind: 'waiting' }));
  }

  /** Calls the listener whenever there is another frame; gives what ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The frame as it is now: the same object until something changes. */
  readonly frame = (): DashboardFrame => (this.#frame ??= this.#draw());

  /** Fills one panel after the other; what was there stays until then. Does nothing while that is going on. */
  async read(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    for (const [index, panel] of this.#content.panels.entries()) {
      const state = await panel.load().then(
        (content): PanelState => ({ kind: 'ready', content }),
        (error: unknown): PanelState => ({ kind: 'failed', report: this.#content.toReport(error) }),
      );
      this.#panels = this.#panels.map((one, place) => (place === index ? state : one));
      this.#change();
    }
    this.#isReading = false;
    this.#progress = '';
    this.#change();
  }

  /** Says how far reading has come. */
  tellProgress(text: string): void {
    this.#progress = text;
    this.#change();
  }

  resize(size: TerminalSize): void {
    this.#size = size;
    this.#change();
  }

  /** Does what the key, or each character of what was typed at once, asks for; gives what the process has to do. */
  press(text: string, key: PressedKey): 'leave' | 'interrupt' | undefined {
    for (const character of text === '' || key.ctrl ? [text] : text) {
      const action = actionOf(character, key, this.#state.mode);
      if (action?.kind === 'leave' || action?.kind === 'interrupt') return action.kind;
      if (action !== undefined) this.#act(action);
    }
    this.#change();
    return undefined;
  }

  #act(action: DashboardAction): void {
    const before = this.#state;
    this.#state = reduce(before, action, this.#extent());
    if (action.kind === 'reload') void this.read();
    if (before.mode === 'list' && this.#state.mode === 'detail') void this.#open();
  }

  async #open(): Promise<void> {
    this.#opened = undefined;
    const opening = (this.#openings += 1);
    const panel = this.#current();
    const row = this.#rows().rows[this.#state.row];
    if (panel.kind !== 'ready' || row === undefined) return;
    const report = await panel.content.open(row.index).catch(this.#content.toReport);
    if (opening !== this.#openings) return;
    this.#opened = report;
    this.#change();
  }

  #change(): void {
    this.#frame = undefined;
    for (const listener of this.#listeners) listener();
  }

  #current(): PanelState {
    return this.#panels[this.#state.panel] ?? { kind: 'waiting' };
  }

  #page(): number {
    return Math.max(1, this.#size.height - FRAME_LINES - SPARE_LINES);
  }

  #extent(): DashboardExtent {
    const { width } = this.#size;
    const isList = this.#isList(this.#state);
    const { rows, columns } = this.#rows();
    const page = this.#page();
    return {
      ...{ panels: this.#panels.length, rows: rows.length, lines: isList ? 0 : this.#lines().length },
      ...{ page: isList ? Math.max(1, page - 1) : page, columns, width },
    };
  }

  #isList({ mode }: DashboardState): boolean {
    return (mode === 'list' || mode === 'find') && this.#current().kind !== 'failed';
  }

  /** The rows of the panel; made anew where the panel, the width or what is searched for is another. */
  #rows(): ListLines {
    const panel = this.#current();
    if (panel.kind !== 'ready') return { head: '', rows: [], columns: 0, empty: 'reading' };
    const key = [panel.content, this.#state.find, this.#size.width];
    if (this.#list?.key.every((part, index) => part === key[index]) !== true) {
      this.#list = { key, lines: listLines(panel.content, this.#state.find, this.#size.width) };
    }
    return this.#list.lines;
  }

  #lines(): readonly string[] {
    const { width } = this.#size;
    if (this.#state.mode === 'keys') return keyLines(width);
    const panel = this.#current();
    const report = panel.kind === 'failed' ? panel.report : this.#opened;
    return report === undefined ? ['reading'] : reportLines(report, width);
  }

  #draw(): DashboardFrame {
    const { width } = this.#size;
    const { top, panel } = this.#state;
    const page = this.#page();
    const tabs = this.#content.panels.map(({ title }, index) => ({ title, state: this.#panels[index] }));
    return {
      title: truncate(toOneLine(this.#content.title), width),
      tabs: tabsOf(tabs, panel, width),
      page,
      footer: this.#footer(),
      lines: this.#isList(this.#state)
        ? this.#rowLines(page)
        : this.#lines()
            .slice(top, top + page)
            .map((text) => ({ text, kind: 'plain' })),
    };
  }

  /** The part of the table that fits, around the row that is chosen. */
  #rowLines(page: number): readonly FrameLine[] {
    const { head, rows, empty } = this.#rows();
    const { width } = this.#size;
    const { row, left } = this.#state;
    if (rows.length === 0)
      return [{ text: rowText(empty, { left: 0, width, isChosen: false }), kind: 'plain' }];
    const chosen = Math.min(row, rows.length - 1);
    const first = firstShown(chosen, rows.length, page - 1);
    const shown = rows.slice(first, first + Math.max(1, page - 1)).map(({ text }, place): FrameLine => {
      const isChosen = first + place === chosen;
      return { text: rowText(text, { left, width, isChosen }), kind: isChosen ? 'chosen' : 'plain' };
    });
    const top: FrameLine = { text: rowText(head, { left, width, isChosen: false }), kind: 'head' };
    return page === 1 ? shown : [top, ...shown];
  }

  #footer(): string {
    const { mode, find } = this.#state;
    const { width } = this.#size;
    if (mode === 'find') return truncate(`find: ${toOneLine(find)}_`, width);
    if (this.#isReading && this.#progress !== '') return truncate(toOneLine(this.#progress), width);
    if (find === '' || mode !== 'list') return footerKeys(width, mode !== 'list');
    return truncate(`find: ${toOneLine(find)} (${String(this.#rows().rows.length)}), esc ends it`, width);
  }
}
