import type { Diagnostic } from '../core/index.ts';

/** How a result is shown to people. Cells and lines hold raw repository text: the text format makes it safe. */
export type Block = LinesBlock | StepsBlock | FieldsBlock | TableBlock;

/** A heading over a block. */
interface Titled {
  readonly title?: string;
}

export interface LinesBlock extends Titled {
  readonly kind: 'lines';
  readonly lines: readonly string[];
  /** True for commands, which one copies as they stand. */
  readonly isCode?: boolean;
}

/** What to do next. Commands are never broken, since one copies them as they stand. */
export interface StepsBlock extends Titled {
  readonly kind: 'steps';
  /** The line above the steps: "next:". */
  readonly head: string;
  readonly steps: readonly Step[];
}

/** What is to be done and how, of which one may be missing. */
export interface Step {
  readonly purpose: string | null;
  readonly command: string | null;
}

/** Names and values, one pair a line. */
export interface FieldsBlock extends Titled {
  readonly kind: 'fields';
  readonly fields: readonly (readonly [name: string, value: string])[];
}

export interface TableBlock extends Titled {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  /** One cell a column. */
  readonly rows: readonly (readonly string[])[];
  /** Said in place of a table without rows. */
  readonly empty: string;
}

export interface Column {
  readonly title: string;
  readonly align?: 'right';
  /** True where the cells may be cut to fit; names that one copies are never cut. */
  readonly canShrink?: boolean;
  /** Where a terminal is too narrow, the column goes: the one with the lowest number first. `wide` shows all of them. */
  readonly drop?: number;
}

/** What people see of an operation's data. */
export interface View<Data> {
  blocks(data: Data, detail: 'table' | 'wide'): readonly Block[];
  /** True where people get sentences, a drawing or a text: nothing that rows could hold. */
  readonly isProse?: true;
  /** `result` where findings are what was asked for (validate): they then go to stdout. */
  readonly findings: 'result' | 'talk';
  /**
   * What the result is a list of, as other commands take it: references, namespaces, keys, or the files of findings.
   * `--output name` prints one a line. Absent where there is nothing to name.
   */
  names?(data: NonNullable<Data>, findings: readonly Diagnostic[]): readonly string[];
}
