import { HyperError, exitStatusOfError, toHyperError, toInterruption } from '../core/index.ts';
import { renderReport, toErrorReport } from '../report/index.ts';
import { COMMANDS, TOPICS } from './command-table.ts';
import { toUsageError, unknownCommand, unknownGlobalFlag } from './usage-error.ts';
import { GLOBAL_FLAGS } from './global-value-flags.ts';
import { peekFlags, toReportOptions } from './report-options.ts';
import { isAllWritten, openResultOutput } from './result-output.ts';
import { slimConfig } from './slim-config.ts';
import { openSession } from './session.ts';
import type { Build, Session } from './session.ts';
import { listenForSignals } from './signals.ts';
import { splitWords } from './split-words.ts';
import { TOLD_AGAIN } from './told-again.ts';
import { openTerminal } from './terminal.ts';

/**
 * Runs `hyper` with the words after its name. Prints what comes of it, sets the exit status and never rejects; true where
 * the process may end at once, as all that was printed is written.
 */
export async function run(words: readonly string[], build: Build): Promise<boolean> {
  const interruption = listenForSignals();
  const session = openSession(await openTerminal(), interruption, words, build);
  try {
    await runRequest(words, session);
  } catch (error) {
    await reportError(error, words, session);
  }
  return isAllWritten();
}

async function runRequest(words: readonly string[], session: Session): Promise<void> {
  const request = splitWords(words, new Set(COMMANDS.keys()), new Set(TOPICS.keys()), GLOBAL_FLAGS);
  switch (request.kind) {
    case 'version':
      session.terminal.writeResult(`hyper ${session.build.version}\n`);
      return;
    case 'help':
      await session.writeLong(await helpOf(request.subject, session));
      return;
    case 'unknown':
      throw unknownCommand(request.subject, [...COMMANDS.keys(), ...TOPICS.keys()], request.topic);
    case 'unknown-flag':
      throw unknownGlobalFlag(request.flag, GLOBAL_FLAGS);
    case 'command':
      await runCommand(request.id, request.words, session);
      if (TOLD_AGAIN.has(request.id)) keepReport(words, session);
  }
}

async function runCommand(id: string, words: readonly string[], session: Session): Promise<void> {
  session.log.debug(
    `hyper ${session.build.version}, node ${process.version}, ${process.platform}, ${process.cwd()}`,
  );
  const load = COMMANDS.get(id);
  if (load === undefined) throw new HyperError('HYPER_INTERNAL', `the command "${id}" is in no table`);
  const Command = await load();
  const command = new Command([...words], slimConfig(session.build.version));
  command.id = id;
  try {
    await command.start(session);
  } catch (error) {
    const flagNames = Object.keys({ ...Command.baseFlags, ...Command.flags });
    const examples = (Command.examples ?? []).flatMap((one) => (typeof one === 'string' ? [] : one.command));
    throw toUsageError(error, id, { flagNames, examples }) ?? error;
  }
}

function keepReport(words: readonly string[], { build, keeper, settings }: Session): void {
  keeper.keep(() => ({
    words,
    buildId: build.id,
    environment: process.env,
    folder: process.cwd(),
    output: openResultOutput(),
    settings: settings(),
    userId: process.getuid?.(),
  }));
}

/** The text that the build rendered, or at other widths (and without a build) the same rendered now. */
async function helpOf(
  subject: string,
  { terminal: { width }, build: { version } }: Session,
): Promise<string> {
  const { HELP_TEXTS } = await import('./help-texts.ts');
  const rendered = width >= 80 ? HELP_TEXTS.get(subject) : undefined;
  if (rendered !== undefined) return rendered;
  const { renderHelp } = await import('./render-help.ts');
  return renderHelp(subject, Math.min(width, 80), { version, commands: COMMANDS, topics: TOPICS });
}

async function reportError(thrown: unknown, words: readonly string[], session: Session): Promise<void> {
  const { terminal, log, progress } = session;
  progress.clear();
  const { signal } = session.interruption;
  // After a signal all that fails, such as a git that got it too, fails because of it; the terminal has echoed the key.
  if (signal.aborted && process.stderr.isTTY) terminal.writeTalk('\r  \r');
  const isTold = thrown instanceof HyperError && thrown.code === 'HYPER_INTERRUPTED';
  const error = signal.aborted ? toInterruption(isTold ? thrown : signal.reason) : toHyperError(thrown);
  session.setExitStatus(exitStatusOfError(error));
  const options = { ...toReportOptions(peekFlags(words), terminal), paint: await terminal.talkPaint() };
  const report = toErrorReport(error, log.level === 'trace');
  const diagnostics = [...report.diagnostics, ...(session.context.notes?.warnings() ?? [])];
  const rendered = await renderReport({ ...report, diagnostics }, options);
  terminal.writeTalk(rendered.stderr);
  terminal.writeResult(rendered.stdout);
}
