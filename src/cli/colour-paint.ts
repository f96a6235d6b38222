import { Ansis } from 'ansis';
import type { Paint } from '../report/index.ts';

const SIXTEEN_COLOURS = 1;
const ansis = new Ansis(SIXTEEN_COLOURS);

/** The sixteen colours that every terminal has, so that the user's theme decides what they look like. */
export const COLOUR_PAINT: Paint = {
  bold: (text) => ansis.bold(text),
  dim: (text) => ansis.dim(text),
  red: (text) => ansis.red(text),
  yellow: (text) => ansis.yellow(text),
  green: (text) => ansis.green(text),
  cyan: (text) => ansis.cyan(text),
};
