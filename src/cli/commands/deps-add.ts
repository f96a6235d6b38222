import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { depsAdd } from '../../operations/index.ts';
import {
  DEPENDENCY_TYPE_NAMES,
  DepsCommand,
  conditionFlags,
  projectFlags,
  toCondition,
} from '../deps-command.ts';
import { dryRunFlag } from '../flags.ts';

/** `hyper deps add REFERENCE...` */
export class DepsAdd extends DepsCommand {
  static override summary = 'Add what a project needs.';
  static override description =
    'Writes hyper.yaml and keeps its comments. Without a range, takes what is compatible with the latest release; an artifact that is there already gets the new range.';
  static override examples = [
    { description: 'The latest, and what is compatible', command: 'hyper deps add lib.money/money' },
    { description: 'A range, on Linux alone', command: 'hyper deps add lib.money/decimal@^2.1 --os linux' },
    { description: 'For developing', command: 'hyper deps add lib.text/line-diff --type dev' },
  ];
  static override flags = {
    ...projectFlags,
    ...dryRunFlag,
    ...conditionFlags,
    type: Flags.option({
      options: DEPENDENCY_TYPE_NAMES,
      default: 'runtime' as const,
      helpValue: DEPENDENCY_TYPE_NAMES.join('|'),
      summary: 'What it is needed for.',
    })(),
    optional: Flags.boolean({ summary: 'Everything still works without it.' }),
    reason: Flags.string({ summary: 'Why it is needed, in a sentence.', helpValue: 'TEXT' }),
  };
  static override strict = false;
  static override args = {
    reference: Args.string({ description: 'What is needed.', required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { argv, flags } = await this.parse(DepsAdd);
    const { context, input } = await this.depsPlace(flags);
    const more = {
      references: argv.map(String),
      type: flags.type,
      isOptional: flags.optional,
      condition: toCondition(flags),
      reason: flags.reason,
      isDryRun: flags['dry-run'],
    };
    await this.conclude(depsAdd, { ...input, ...more }, flags, context);
  }
}
