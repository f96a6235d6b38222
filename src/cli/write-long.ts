import { pagerFor } from './pager.ts';
import type { Settings } from './settings.ts';
import type { Interruption } from './signals.ts';
import type { Terminal } from './terminal.ts';

/** What writing a long text needs. */
export interface LongText {
  readonly terminal: Terminal;
  readonly interruption: Interruption;
  readonly settings: () => Settings;
}

/** Writes the text as a result, through the user's pager where it is longer than the terminal; ends when the pager does. */
export async function writeLong(text: string, { terminal, interruption, settings }: LongText): Promise<void> {
  const environment = Number.isFinite(terminal.rows) ? environmentOf(settings) : {};
  const pager = pagerFor(text, terminal, environment);
  if (pager !== undefined) {
    interruption.yieldTerminal();
    const { runPager } = await import('../adapters/system/run-pager.ts');
    if (await runPager(pager, environment, text)) return;
  }
  terminal.writeResult(text);
}

/** Help is shown even where the settings have a fault. */
function environmentOf(settings: () => Settings): Settings['environment'] {
  try {
    return settings().environment;
  } catch {
    return process.env;
  }
}
