import type { Report, TableBlock } from '../../report/index.ts';

/** How urgent what a panel counts is. */
export type Tone = 'plain' | 'warning' | 'error';

/** What one panel shows, made by operations and their views. */
export interface PanelContent {
  /** What stands beside the title. */
  readonly count: number;
  readonly tone: Tone;
  readonly table: TableBlock;
  /** What is shown when the row is opened. */
  open(row: number): Promise<Report>;
}

/** One panel of the dashboard: a title and what fills it. */
export interface Panel {
  readonly title: string;
  load(): Promise<PanelContent>;
}

/** Where a panel stands. */
export type PanelState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'ready'; readonly content: PanelContent }
  | { readonly kind: 'failed'; readonly report: Report };
