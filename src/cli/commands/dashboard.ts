import * as Flags from '@oclif/core/flags';
import { createTrustContext } from '../../composition-trust.ts';
import { HyperError } from '../../core/index.ts';
import { PLAIN_PAINT } from '../../report/index.ts';
import { readFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper dashboard` */
export class Dashboard extends RegistryCommand {
  static override summary = 'Look around a registry in the terminal: what is there, open and new.';
  static override description =
    'Shows namespaces, artifacts, signatures that are missing, findings and the newest history, each in a panel that the commands of the same content fill; enter opens a row, "?" shows the keys, q leaves. It needs a terminal: without one it ends with HYPER_TERMINAL_MISSING and exit status 3, and the commands of the panels do for scripts.';
  static override examples = [
    { description: 'The registry here', command: 'hyper dashboard' },
    {
      description: 'One organisation, as it was last spring',
      command: 'hyper dashboard --namespace org.acme --at 2026-03-01',
    },
    {
      description: 'With the signatures that a pull request needs',
      command: 'hyper dashboard --changed origin/main',
    },
  ];
  static override flags = {
    ...readFlags,
    changed: Flags.string({
      summary: 'Look at the signatures of all that differs from this revision.',
      helpValue: 'BASE',
    }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(Dashboard);
    const { session } = this;
    this.requireTerminal(flags.json ? 'json' : (flags.output ?? 'table'));
    const { registry, namespace } = this.place(flags);
    const context = await createTrustContext(session.context, toProcessFacts(session));
    const { label } = await context.openRegistry({ registry });
    const { openDashboard } = await import('../dashboard/open-dashboard.tsx');
    const { panelsOf } = await import('../dashboard/panels.ts');
    const place = { registry, namespace, at: flags.at, changedSince: flags.changed };
    const within = namespace === undefined ? '' : `, ${namespace}`;
    await openDashboard({
      ...{ input: process.stdin, output: process.stdout, signal: session.interruption.signal },
      title: `Registry ${label}${within}, ${flags.at === undefined ? 'working tree' : `at ${flags.at}`}`,
      isStyled: session.terminal.resultPaint !== PLAIN_PAINT,
      showStack: session.log.level === 'trace',
      seconds: session.seconds,
      interrupt: () => process.kill(process.pid, 'SIGINT'),
      panelsOf: (progress) => panelsOf({ ...context, progress }, place),
    });
    // What is still being read is wanted by nobody.
    process.exit(session.interruption.status() ?? 0);
  }

  private requireTerminal(format: string): void {
    const { stdin, stdout, env } = process;
    if (stdin.isTTY && stdout.isTTY && env['TERM'] !== 'dumb' && format === 'table') return;
    const what = format === 'table' ? 'there is none that can draw' : `"--output ${format}" is for others`;
    throw new HyperError('HYPER_TERMINAL_MISSING', `the dashboard is for a terminal, and ${what}`, {
      hint: 'for scripts: hyper registry list, namespace list, trust status, validate or audit with --output json',
    });
  }
}
