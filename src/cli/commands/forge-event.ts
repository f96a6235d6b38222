import * as Flags from '@oclif/core/flags';
import { createForgeContext } from '../../composition-forge.ts';
import { forgeEvent } from '../../operations/index.ts';
import { ForgeCommand, forgeFlags } from '../forge-command.ts';
import { toProcessFacts } from '../process-facts.ts';

/** `hyper forge event` */
export class ForgeEvent extends ForgeCommand {
  static override summary = 'Ask a forge who brings a change and who approves it, for hyper ci --event.';
  static override description =
    'Writes an event with the author, the reviews and the teams of a pull request, as hyper ci --event takes it, here or on a laptop later. Nothing is written where the pull request has another head by now. The token is that of GITHUB_TOKEN; it needs pull-requests: read.';
  static override examples = [
    { description: 'In a workflow', command: 'hyper forge event --out event.json' },
    {
      description: 'With the commits of the pull request, into the clone here',
      command: 'hyper forge event --out event.json --fetch .',
    },
    {
      description: 'With the members of a team',
      command: 'hyper forge event --out event.json --team acme:4021',
    },
  ];
  static override flags = {
    ...forgeFlags,
    out: Flags.string({ summary: 'The file to write.', helpValue: 'FILE', required: true }),
    fetch: Flags.string({ summary: 'Fetch the commits into this clone.', helpValue: 'DIR' }),
    team: Flags.string({
      summary: 'Ask who is in this team; may stand several times.',
      helpValue: 'ORG:ID',
      multiple: true,
      multipleNonGreedy: true,
    }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(ForgeEvent);
    const context = await createForgeContext(this.session.context, toProcessFacts(this.session));
    const input = {
      event: this.eventFile(flags.event),
      out: flags.out,
      repository: flags.repository,
      fetchInto: flags.fetch,
      teams: flags.team ?? [],
    };
    await this.conclude(forgeEvent, input, flags, context);
  }
}
