import { render } from 'ink';
import type { Instance } from 'ink';
import type { OperationContext } from '../../operations/index.ts';
import { toHyperError } from '../../core/index.ts';
import { toErrorReport } from '../../report/index.ts';
import { Dashboard } from './dashboard.tsx';
import { DashboardModel } from './dashboard-model.ts';
import type { TerminalSize } from './dashboard-model.ts';
import { DashboardScreen } from './dashboard-screen.ts';
import type { Panel } from './panel.ts';

const PAUSE_SECONDS = 0.2;

/** The terminal that the dashboard runs at, and what it shows there. */
export interface DashboardOptions {
  readonly title: string;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly isStyled: boolean;
  readonly showStack: boolean;
  /** Aborted by a signal: the terminal is then put back as it was. */
  readonly signal: AbortSignal;
  readonly seconds: () => number;
  /** Does what Ctrl-C does to the process, since the terminal does not while keys are read. */
  readonly interrupt: () => void;
  /** The panels, whose reading tells how far it has come. */
  readonly panelsOf: (progress: NonNullable<OperationContext['progress']>) => readonly Panel[];
}

/** Shows the dashboard until somebody leaves it, or a signal comes. */
export async function openDashboard(options: DashboardOptions): Promise<void> {
  const { output, signal, isStyled, interrupt } = options;
  const sizeNow = (): TerminalSize => ({ width: output.columns, height: output.rows });
  const model = createModel(options, sizeNow());
  const screen = new DashboardScreen(output, () => {
    model.resize(sizeNow());
  });
  let instance: Instance | undefined;
  const end = (): void => {
    instance?.unmount();
  };
  // A second signal ends the process without coming back here.
  const leaveScreen = (): void => {
    screen.leave();
  };
  process.once('exit', leaveScreen);
  try {
    instance = render(<Dashboard {...{ model, isStyled, interrupt }} leave={end} />, {
      ...{ stdin: options.input, stdout: screen as unknown as NodeJS.WriteStream, stderr: output },
      ...{ exitOnCtrlC: false, patchConsole: false },
    });
    signal.addEventListener('abort', end, { once: true });
    const left = instance.waitUntilExit();
    if (signal.aborted) end();
    void model.read();
    await left;
  } finally {
    signal.removeEventListener('abort', end);
    process.off('exit', leaveScreen);
    leaveScreen();
  }
}

function createModel(options: DashboardOptions, size: TerminalSize): DashboardModel {
  let toldAt = -Infinity;
  const panels = options.panelsOf((done, total, what) => {
    if (options.seconds() - toldAt < PAUSE_SECONDS) return;
    toldAt = options.seconds();
    model.tellProgress(`reading: ${what} ${String(done)}${total > 0 ? ` of ${String(total)}` : ''}`);
  });
  const toReport = (error: unknown): ReturnType<typeof toErrorReport> =>
    toErrorReport(toHyperError(error), options.showStack);
  const model = new DashboardModel({ title: options.title, panels, toReport }, size);
  return model;
}
