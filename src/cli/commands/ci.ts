import * as Flags from '@oclif/core/flags';
import { createCiContext } from '../../composition-ci.ts';
import { ci } from '../../operations/index.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper ci --base REV --head REV` */
export class Ci extends RegistryCommand {
  static override summary = 'Judge a change by the owners, roles, keys and policies of its merge base.';
  static override description =
    'Does on a laptop what the gate does on a pull request, with the same findings. Everything about control is read from the merge base, never from the change. Exit status 0: it may go in; 1: something is wrong; 4: a signature does not hold; 42: a person must decide; 70: hyper itself failed.';
  static override examples = [
    { description: 'This branch against main', command: 'hyper ci --base origin/main --head HEAD' },
    {
      description: 'What GitHub shows beside the lines',
      command: 'hyper ci --base origin/main --head HEAD --output github',
    },
    {
      description: 'An event of the forge, replayed',
      command: 'hyper ci --event event.json --output markdown',
    },
  ];
  static override flags = {
    base: Flags.string({ summary: 'The target branch. Else what the event says.', helpValue: 'REV' }),
    head: Flags.string({ summary: 'The change. Else what the event says.', helpValue: 'REV' }),
    event: Flags.string({
      summary:
        'The payload of a pull_request, merge_group or push event: who brings the change, and who approves.',
      helpValue: 'FILE',
    }),
    as: Flags.string({
      summary: 'Who brings the change, where no event says it: github:NUMBER, team:NUMBER, key:ID.',
      helpValue: 'PRINCIPAL',
      exclusive: ['event'],
    }),
    ratchet: Flags.boolean({ summary: 'Refuse only what is new or worse than the merge base.' }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(Ci);
    const { registry } = this.place(flags);
    const context = await createCiContext(this.session.context, toProcessFacts(this.session));
    const { base, head, event } = flags;
    await this.conclude(
      ci,
      { registry, base, head, event, as: flags.as, isRatchet: flags.ratchet },
      flags,
      context,
    );
  }
}
