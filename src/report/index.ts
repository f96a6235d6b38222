export { displayWidth, truncate, wrapWords } from './display-width.ts';
export { exitStatusOf } from './exit-status.ts';
export { PLAIN_PAINT } from './paint.ts';
export type { Paint, Painter } from './paint.ts';
export { FORMAT_NAMES, renderReport } from './render-report.ts';
export type { FormatName, Rendered, Report, ReportDiagnostic, ReportOptions } from './report.ts';
export { shownFileLines } from './shown-file-lines.ts';
export { toErrorReport, toReport } from './to-report.ts';
export type { Block, Column, FieldsBlock, LinesBlock, TableBlock, View } from './view.ts';
