import { BASE } from './base.ts';
import { PARTS } from './parts.ts';
import { TOKENS } from './tokens.ts';

/** The one stylesheet of the site. */
export const STYLESHEET = `${TOKENS}${BASE}${PARTS}`.trimStart();
