import { Command } from '@oclif/core/command';
import type { Config } from '@oclif/core/config';
import type { ArgInput, FlagInput } from '@oclif/core/parser';
import { HyperError, exitStatusOfError } from '../core/index.ts';
import type { Operation, OperationContext } from '../operations/index.ts';
import { canName, canTabulate, exitStatusOf, renderReport, toReport } from '../report/index.ts';
import type { FormatName } from '../report/index.ts';
import { commonFlags } from './flags.ts';
import { toReportOptions } from './report-options.ts';
import type { CommonFlags } from './report-options.ts';
import type { Session } from './session.ts';

/** A command as the table of commands knows it. */
export interface CommandClass {
  new (words: string[], config: Config): BaseCommand;
  readonly summary?: string | undefined;
  readonly description?: string | undefined;
  readonly examples?: Command.Example[] | undefined;
  readonly flags: FlagInput;
  readonly baseFlags: FlagInput;
  readonly args: ArgInput;
  readonly strict: boolean;
}

/** Flags to input, one operation, one report, an exit status: the frame that every command fills in. */
export abstract class BaseCommand extends Command {
  static override baseFlags = commonFlags;

  #session: Session | undefined;

  /** Runs the command in the session; rejects with what went wrong. */
  async start(session: Session): Promise<void> {
    this.#session = session;
    await this._run();
  }

  protected get session(): Session {
    if (this.#session === undefined) throw new HyperError('HYPER_INTERNAL', 'a command runs through start()');
    return this.#session;
  }

  /** Runs the operation with the adapters it needs, prints its report and sets the exit status. */
  protected async conclude<Input, Data>(
    operation: Operation<Input, Data>,
    input: Input,
    flags: CommonFlags,
  ): Promise<void>;
  protected async conclude<Input, Data, Context extends OperationContext>(
    operation: Operation<Input, Data, Context>,
    input: Input,
    flags: CommonFlags,
    context: Context,
  ): Promise<void>;
  protected async conclude<Input, Data>(
    operation: Operation<Input, Data>,
    input: Input,
    flags: CommonFlags,
    context: OperationContext = this.session.context,
  ): Promise<void> {
    const { session } = this;
    const options = toReportOptions(flags, session.terminal, this.#presetOf(operation.id, flags));
    session.showProgress(options.format !== 'json' && !options.isQuiet);
    const startedAt = session.seconds();
    const ended = await operation.run(context, input);
    const warnings = session.context.notes?.warnings() ?? [];
    const outcome = { ...ended, diagnostics: [...warnings, ...ended.diagnostics] };
    session.progress.clear();
    if (outcome.isLasting !== true) session.throwIfInterrupted();
    const status = exitStatusOf(outcome.verdict);
    session.setExitStatus(status);
    session.log.verbose(`${operation.id} took ${((session.seconds() - startedAt) * 1000).toFixed(0)} ms`);
    const rendered = await renderReport(toReport(operation.id, outcome), options);
    session.terminal.writeTalk(rendered.stderr);
    await session.writeLong(rendered.stdout);
    if (warnings.length === 0) session.keeper.note({ outcome, input, rendered, status });
  }

  /** The format that the settings name. Errors: `HYPER_USAGE_FLAG_VALUE` where the flag asks for names, or rows, of what has none. */
  #presetOf(operationId: string, { output }: CommonFlags): FormatName | undefined {
    const preset = this.session.settings().output;
    const asked = output ?? preset;
    const isUnnamed = asked === 'name' && !canName(operationId);
    if (!isUnnamed && (asked !== 'csv' || canTabulate(operationId))) return preset;
    if (output === undefined) return undefined;
    const what = isUnnamed ? 'lists nothing that has a name' : 'has no rows to print';
    const those = isUnnamed
      ? 'name is for commands that list or change things'
      : 'csv is for lists and findings';
    throw new HyperError('HYPER_USAGE_FLAG_VALUE', `"hyper ${this.id ?? ''}" ${what}`, {
      hint: `take another --output: ${those}`,
    });
  }

  protected override init(): Promise<void> {
    return Promise.resolve();
  }

  /** Puts the exit status where oclif looks for it, with and without `--json`, and lets the runner print. */
  protected override catch(error: Error): Promise<void> {
    if (error instanceof HyperError) {
      const exit = exitStatusOfError(error);
      Object.assign(error, { exitCode: exit, oclif: { exit } });
    }
    return Promise.reject(error);
  }
}
