import * as Args from '@oclif/core/args';
import { depsWhy } from '../../operations/index.ts';
import { DepsCommand, projectFlags } from '../deps-command.ts';

/** `hyper deps why REFERENCE` */
export class DepsWhy extends DepsCommand {
  static override summary = 'Show why something is locked.';
  static override description =
    'Reads the lock alone and shows, for everything the project asks for, a shortest way to the artifact.';
  static override examples = [
    { description: 'By its whole name', command: 'hyper deps why lib.money/decimal' },
    { description: 'By its last part, where that is enough', command: 'hyper deps why decimal' },
    { description: 'In another project', command: 'hyper deps why decimal --project ../shop' },
  ];
  static override flags = { ...projectFlags };
  static override args = {
    reference: Args.string({ description: 'The artifact.', required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(DepsWhy);
    const { context, input } = await this.depsPlace(flags);
    await this.conclude(depsWhy, { ...input, artifact: args.reference }, flags, context);
  }
}
