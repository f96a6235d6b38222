import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { depsRemove } from '../../operations/index.ts';
import { DEPENDENCY_TYPE_NAMES, DepsCommand, projectFlags } from '../deps-command.ts';
import { dryRunFlag } from '../flags.ts';

/** `hyper deps remove REFERENCE...` */
export class DepsRemove extends DepsCommand {
  static override summary = 'Remove what a project does not need any more.';
  static override description = 'Writes hyper.yaml and keeps its comments. No registry is read.';
  static override examples = [
    { description: 'By name', command: 'hyper deps remove lib.money/money' },
    { description: 'Only what developing needs', command: 'hyper deps remove line-diff --type dev' },
    { description: 'Several at once', command: 'hyper deps remove slugify line-diff' },
  ];
  static override flags = {
    ...projectFlags,
    ...dryRunFlag,
    type: Flags.option({
      options: DEPENDENCY_TYPE_NAMES,
      helpValue: DEPENDENCY_TYPE_NAMES.join('|'),
      summary: 'Only where it is needed for this.',
    })(),
  };
  static override strict = false;
  static override args = {
    reference: Args.string({ description: 'What is not needed.', required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { argv, flags } = await this.parse(DepsRemove);
    const { context, input } = await this.depsPlace(flags);
    await this.conclude(
      depsRemove,
      { ...input, references: argv.map(String), type: flags.type, isDryRun: flags['dry-run'] },
      flags,
      context,
    );
  }
}
