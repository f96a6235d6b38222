import { createForgeShowContext } from '../../composition-forge.ts';
import { forgeShow } from '../../operations/index.ts';
import { ForgeCommand, reportArg } from '../forge-command.ts';
import { toProcessFacts } from '../process-facts.ts';

/** `hyper forge show REPORT` */
export class ForgeShow extends ForgeCommand {
  static override summary = 'Show a report of hyper ci in another format, without judging again.';
  static override description =
    'Reads the report as if a stranger had written it, and ends with the exit status that the judgement had.';
  static override examples = [
    {
      description: 'As annotations of a workflow',
      command: 'hyper forge show report.json --output github',
    },
    {
      description: 'As the summary of a job',
      command: 'hyper forge show report.json --output markdown',
    },
    { description: 'For code scanning', command: 'hyper forge show report.json --output sarif' },
  ];
  static override args = { ...reportArg };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(ForgeShow);
    const context = await createForgeShowContext(this.session.context, toProcessFacts(this.session));
    await this.conclude(forgeShow, { report: args.report }, flags, context);
  }
}
