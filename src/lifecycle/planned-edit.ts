/** A change of one file: nothing is written yet. */
export interface PlannedEdit {
  /** From the registry's root, with forward slashes. */
  readonly path: string;
  /** The bytes that the plan was made of; undefined where there is no file. */
  readonly before: Uint8Array | undefined;
  /** What they become; undefined removes the file. */
  readonly after: Uint8Array | undefined;
}
