import * as Args from '@oclif/core/args';
import { depsWhyNot } from '../../operations/index.ts';
import { DepsCommand, projectFlags } from '../deps-command.ts';

/** `hyper deps why-not REFERENCE` */
export class DepsWhyNot extends DepsCommand {
  static override summary = 'Show why a release is not chosen.';
  static override description =
    'Resolves the project with exactly that release: either a numbered proof that it cannot be, or what else would change.';
  static override examples = [
    { description: 'A release', command: 'hyper deps why-not lib.money/decimal@2.1.0' },
    { description: 'As of a day', command: 'hyper deps why-not lib.money/decimal@2.1.0 --at 2026-01-01' },
    { description: 'For scripts', command: 'hyper deps why-not lib.money/decimal@2.1.0 --json' },
  ];
  static override flags = { ...projectFlags };
  static override args = {
    reference: Args.string({
      description: 'The release, as NAMESPACE/NAME@VERSION.',
      required: true,
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(DepsWhyNot);
    const { context, input } = await this.depsPlace(flags);
    await this.conclude(depsWhyNot, { ...input, release: args.reference }, flags, context);
  }
}
