import { findRegistryRoot } from '../adapters/registry/index.ts';
import type { Outcome } from '../operations/index.ts';
import type { Rendered } from '../report/index.ts';
import { digestOfSettings, nameOfReport, openReports, renderKeptReport } from './kept-report.ts';
import type { AskedReport, KeptReport } from './kept-report.ts';
import type { Settings } from './settings.ts';
import type { Terminal } from './terminal.ts';

/** What a command concluded with. */
export interface Conclusion {
  readonly outcome: Outcome<unknown>;
  readonly input: unknown;
  readonly rendered: Rendered;
  readonly status: number;
}

/** What the process knows of itself when a run has ended. */
export interface RunFacts extends AskedReport {
  readonly settings: Settings;
  readonly userId: number | undefined;
}

/** Watches what a run prints, and keeps it where one conclusion is all of it and says what it rests on. */
export class ReportKeeper {
  /** The terminal that the run prints to. */
  readonly terminal: Terminal;
  #said = { stdout: '', stderr: '' };
  readonly #conclusions: Conclusion[] = [];

  constructor(terminal: Terminal) {
    this.terminal = {
      ...terminal,
      writeResult: (text) => {
        this.#said.stdout += text;
        terminal.writeResult(text);
      },
      writeTalk: (text) => {
        this.#said.stderr += text;
        terminal.writeTalk(text);
      },
    };
  }

  note(conclusion: Conclusion): void {
    this.#conclusions.push(conclusion);
  }

  /** To be called where the run ended well. */
  keep(facts: () => RunFacts): void {
    const [only, ...more] = this.#conclusions;
    if (only === undefined || more.length > 0) return;
    const { outcome, input, rendered, status } = only;
    const { basis } = outcome;
    const isAll = this.#said.stdout === rendered.stdout && this.#said.stderr === rendered.stderr;
    const { at } = input as { readonly at?: string };
    // What another revision than HEAD is called may be another commit next time.
    if (basis === undefined || !isAll || (at !== undefined && at !== 'HEAD')) return;
    const known = facts();
    const { environment, folder, settings, userId } = known;
    const report: KeptReport = {
      basis,
      around: findRegistryRoot(folder) ?? null,
      named: settings.places.named ?? null,
      settings: digestOfSettings(settings.sources.files),
      status,
      ...this.#said,
    };
    const text = renderKeptReport(report);
    if (text !== undefined) openReports(environment, userId).write(nameOfReport(known), text);
  }
}
