import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { audit } from '../../operations/audit/audit.ts';
import type { AuditData, AuditInput } from '../../operations/audit/audit.ts';
import type { Outcome, RegistryContext } from '../../operations/index.ts';
import { endFlag, momentFlag, readFlags } from '../flags.ts';
import { RegistryCommand } from '../registry-command.ts';
import type { CommonFlags } from '../report-options.ts';

const SECONDS = 1000;

/** `hyper audit [NAMESPACE]` */
export class Audit extends RegistryCommand {
  static override summary = 'Tell everything that was ever done to a namespace.';
  static override description =
    'Reads the history of the branch and tells each act from what it changed, not from what commits say of themselves; trailers that say otherwise are reported, and so is a published release that was changed (exit status 1). The actor and the signature are what commits and files state: hyper verify PATH --at COMMIT proves a signature. A day given with --until ends with it.';
  static override examples = [
    { description: 'All that happened to one organisation', command: 'hyper audit org.acme' },
    {
      description: 'Who yanked what since the new year, for a spreadsheet',
      command: 'hyper audit --operation yank --since 2026-01-01 --output csv',
    },
    { description: 'As it happens', command: 'hyper audit org.acme --follow' },
  ];
  static override flags = {
    ...readFlags,
    since: momentFlag({ summary: 'Only from this moment on (UTC).', helpValue: 'TIME' }),
    until: endFlag({ summary: 'Only up to this moment (UTC).', helpValue: 'TIME' }),
    actor: Flags.string({
      summary: 'Only by people whose name or address holds this text.',
      helpValue: 'TEXT',
    }),
    operation: Flags.string({
      summary: 'Only this operation, for example publish or namespace.grant; may stand several times.',
      helpValue: 'NAME',
      multiple: true,
      multipleNonGreedy: true,
    }),
    follow: Flags.boolean({
      summary: 'Go on with what is committed from now on; Ctrl-C ends it.',
      exclusive: ['at'],
    }),
    interval: Flags.integer({
      summary: 'With --follow: seconds between two looks (2).',
      helpValue: 'SECONDS',
      min: 1,
      dependsOn: ['follow'],
    }),
  };
  static override args = {
    namespace: Args.string({
      description: 'The namespace, or an artifact; without one, the whole registry.',
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Audit);
    const { context, registry, namespace } = this.place(flags);
    const asked: AuditInput = {
      registry,
      namespace: args.namespace ?? namespace,
      at: flags.at ?? 'HEAD',
      since: flags.since,
      until: flags.until,
      actor: flags.actor,
      operations: flags.operation ?? [],
      after: undefined,
    };
    if (flags.follow) this.session.neverPage();
    let outcome = await this.tell(asked, flags, context);
    while (flags.follow && !this.session.interruption.signal.aborted) {
      await this.pause((flags.interval ?? 2) * SECONDS);
      outcome = await this.tell({ ...asked, after: outcome.data.commit }, flags, context);
    }
    // What a terminal shows of Ctrl-C has no end of line.
    const { terminal } = this.session;
    if (flags.follow && terminal.canRedraw()) terminal.writeTalk('\n');
  }

  /** Prints what the history tells; of a later look, only where there is something new. */
  private async tell(
    asked: AuditInput,
    flags: CommonFlags,
    context: RegistryContext,
  ): Promise<Outcome<AuditData>> {
    // A look that finds nothing new leaves no trace on the screen.
    const isFirst = asked.after === undefined;
    this.session.showProgress(isFirst && flags.output !== 'json' && flags.quiet !== true);
    const outcome = await audit.run(context, asked);
    const isNew = outcome.data.events.length > 0 || outcome.diagnostics.length > 0;
    if (isFirst || isNew)
      await this.conclude({ ...audit, run: () => Promise.resolve(outcome) }, asked, flags, context);
    return outcome;
  }

  /** Waits, or until a signal comes. */
  private pause(ms: number): Promise<void> {
    const { signal } = this.session.interruption;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }
}
