import { throwIfInterrupted } from '../core/index.ts';
import type { ExitStatus } from '../core/index.ts';
import { ReadNotes } from '../operations/index.ts';
import type { OperationContext } from '../operations/index.ts';
import { createLog } from './log.ts';
import type { Log } from './log.ts';
import { ProgressLine } from './progress-line.ts';
import { ReportKeeper } from './report-keeper.ts';
import { openSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import type { Interruption } from './signals.ts';
import type { Terminal } from './terminal.ts';
import { writeLong } from './write-long.ts';

const DEFAULT_COLUMNS = 80;

/** What the build says of itself. */
export interface Build {
  readonly version: string;
  /** Differs between any two builds that could give different results. */
  readonly id: string;
  /** The bundled check worker; undefined where the sources run without a build. */
  readonly worker: URL | undefined;
  /** The folder of the published JSON Schemas. */
  readonly schemas: URL;
}

/** One run of `hyper`: its terminal, its log, its progress line and what may stop it. */
export interface Session {
  readonly build: Build;
  readonly terminal: Terminal;
  readonly log: Log;
  readonly progress: ProgressLine;
  readonly context: OperationContext;
  /** Remembers what is printed, where that will be the same the next time. */
  readonly keeper: ReportKeeper;
  readonly interruption: Interruption;
  /** The settings, read at the first call. Errors: as `openSettings`. */
  readonly settings: () => Settings;
  /** A clock that only rises. */
  readonly seconds: () => number;
  /** Writes the result, through the user's pager where it is longer than the terminal; ends when that does. */
  writeLong(text: string): Promise<void>;
  /** For commands that print again and again: `writeLong` then only writes. */
  neverPage(): void;
  showProgress(isWanted: boolean): void;
  /** Does nothing after a signal: its status stays. */
  setExitStatus(status: ExitStatus): void;
  /** Throws `HYPER_INTERRUPTED` after a signal. */
  throwIfInterrupted(): void;
}

/** Opens the session of this process. `words` are the arguments, which say how much to log. */
export function openSession(
  screen: Terminal,
  interruption: Interruption,
  words: readonly string[],
  build: Build,
): Session {
  const keeper = new ReportKeeper(screen);
  const { terminal } = keeper;
  const seconds = (): number => process.uptime();
  const columns = Number.isFinite(terminal.width) ? terminal.width : DEFAULT_COLUMNS;
  const progress = new ProgressLine(
    (text) => {
      terminal.writeTalk(text);
    },
    seconds,
    columns,
  );
  const log = createLog(words, (text) => {
    progress.clear();
    terminal.writeTalk(text);
  });
  let isShown = false;
  let mayPage = !hasFlag(words, '--no-pager');
  let known: Settings | undefined;
  const settings = (): Settings => (known ??= openSettings(words, process.env, process.cwd()));
  return {
    build,
    terminal,
    keeper,
    log,
    progress,
    seconds,
    interruption,
    settings,
    writeLong: async (text) => {
      if (mayPage) await writeLong(text, { terminal, interruption, settings });
      else terminal.writeResult(text);
    },
    neverPage: () => {
      mayPage = false;
    },
    context: {
      signal: interruption.signal,
      notes: new ReadNotes(),
      progress: (done, total, what) => {
        if (isShown) progress.update(done, total, what);
      },
    },
    showProgress: (isWanted) => {
      isShown = isWanted && terminal.canRedraw();
    },
    setExitStatus: (status) => {
      process.exitCode = interruption.status() ?? status;
    },
    throwIfInterrupted: () => {
      throwIfInterrupted(interruption.signal);
    },
  };
}

function hasFlag(words: readonly string[], flag: string): boolean {
  const at = words.indexOf(flag);
  const end = words.indexOf('--');
  return at !== -1 && (end === -1 || at < end);
}
