import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { depsImpact } from '../../operations/index.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper deps impact BASE..HEAD` */
export class DepsImpact extends RegistryCommand {
  static override summary = 'Show whose resolutions a change alters or breaks.';
  static override description =
    'Compares two revisions of a registry: every dependent of what changed is resolved before and after. What stops resolving is a finding, with a numbered proof.';
  static override examples = [
    { description: 'This branch against main', command: 'hyper deps impact main..HEAD' },
    { description: 'What is not committed yet', command: 'hyper deps impact HEAD..' },
    { description: 'Every release of each dependent', command: 'hyper deps impact v1..v2 --all' },
  ];
  static override flags = {
    all: Flags.boolean({ summary: 'Look at every release of a dependent, not only the latest.' }),
  };
  static override args = {
    range: Args.string({ description: 'Two revisions, as BASE..HEAD.', required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(DepsImpact);
    const { context, registry } = this.place(flags);
    await this.conclude(depsImpact, { registry, range: args.range, isAll: flags.all }, flags, context);
  }
}
