import { existsSync } from 'node:fs';

/** Where Debian's Chromium is, or the one that `CHROMIUM` names. */
export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Why tests in a browser are skipped; empty where they run. */
export const WHY_NOT = existsSync(CHROMIUM) ? '' : ` (skipped: no Chromium at ${CHROMIUM}; set CHROMIUM)`;

/** Without these it looks for hosts of its own, which no test may ask. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
