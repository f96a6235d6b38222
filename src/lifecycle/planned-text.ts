/** A text file of a plan: nothing is written yet. */
export interface PlannedText {
  /** Relative, with forward slashes. */
  readonly path: string;
  readonly text: string;
}
