/** Puts colour on a text, or leaves it as it is. */
export type Painter = (text: string) => string;

/** The colours that reports use, by what they mean on a terminal. */
export interface Paint {
  readonly bold: Painter;
  readonly dim: Painter;
  readonly red: Painter;
  readonly yellow: Painter;
  readonly green: Painter;
  readonly cyan: Painter;
}

const asIs: Painter = (text) => text;

/** No colour: for pipes, files and `NO_COLOR`. */
export const PLAIN_PAINT: Paint = { bold: asIs, dim: asIs, red: asIs, yellow: asIs, green: asIs, cyan: asIs };
