import * as Args from '@oclif/core/args';
import { explain } from '../../operations/index.ts';
import { BaseCommand } from '../base-command.ts';

/** `hyper explain [CODE]` */
export class Explain extends BaseCommand {
  static override summary = 'Explain a code of a finding or an error, or a rule of the gate.';
  static override description =
    'Says what the code means, why the rule exists and how to mend it; without a code, lists them all.';
  static override examples = [
    { description: 'What a finding means', command: 'hyper explain HYPER_REVISION_UNKNOWN' },
    { description: 'A rule of the gate', command: 'hyper explain release-immutable' },
    { description: 'Every code with its exit status', command: 'hyper explain --output json' },
  ];
  static override args = {
    code: Args.string({
      description: 'The code, as the finding shows it, or the id of a rule.',
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain);
    await this.conclude(explain, { code: args.code }, flags);
  }
}
