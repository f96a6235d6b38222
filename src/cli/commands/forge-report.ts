import { createForgeContext } from '../../composition-forge.ts';
import { forgeReport } from '../../operations/index.ts';
import { readReportMarkdown } from '../../report/index.ts';
import { ForgeCommand, forgeFlags, reportArg } from '../forge-command.ts';
import { toProcessFacts } from '../process-facts.ts';

/** `hyper forge report REPORT` */
export class ForgeReport extends ForgeCommand {
  static override summary = 'Tell a forge what the gate said: a check, one comment, one label.';
  static override description =
    'Reads the report of hyper ci as if a stranger had written it. The pull request and the commit come from the event alone. The one comment is edited in place; run again, the command finishes what is missing and doubles nothing. The token is that of GITHUB_TOKEN; it needs pull-requests: write and checks: write.';
  static override examples = [
    { description: 'In a workflow', command: 'hyper forge report report.json' },
    {
      description: 'For an event that was kept',
      command: 'hyper forge report report.json --event event.json --repository acme/registry',
    },
    { description: 'What was done, for scripts', command: 'hyper forge report report.json --output json' },
  ];
  static override flags = { ...forgeFlags };
  static override args = { ...reportArg };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(ForgeReport);
    const context = await createForgeContext(this.session.context, toProcessFacts(this.session));
    const input = { report: args.report, event: this.eventFile(flags.event), repository: flags.repository };
    await this.conclude(forgeReport, input, flags, {
      ...context,
      toMarkdown: readReportMarkdown,
    });
  }
}
