import { BASE } from './base.ts';
import { FIGURES } from './figures.ts';
import { FINDER } from './finder.ts';
import { PARTS } from './parts.ts';
import { TOKENS } from './tokens.ts';

/** The one stylesheet of the site. */
export const STYLESHEET = `${TOKENS}${BASE}${PARTS}${FINDER}${FIGURES}`.trimStart();
