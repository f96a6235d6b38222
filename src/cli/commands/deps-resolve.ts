import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { depsResolve } from '../../operations/index.ts';
import { DepsCommand, projectFlags } from '../deps-command.ts';
import { dryRunFlag } from '../flags.ts';

const STRATEGIES = ['highest', 'lowest', 'newest', 'most-downloaded', 'manual'] as const;

/** `hyper deps resolve [REFERENCE]` */
export class DepsResolve extends DepsCommand {
  static override summary = 'Choose versions of everything that is needed, and lock them.';
  static override description =
    'Reads hyper.yaml and writes hyper.lock beside it; what was locked stays wherever it can. A lock or project with the two sides of a merge is mended. With a reference, resolves that release alone.';
  static override examples = [
    { description: 'The project here', command: 'hyper deps resolve' },
    { description: 'In CI: fail where the lock would change', command: 'hyper deps resolve --frozen' },
    {
      description: 'Move on with one artifact alone',
      command: 'hyper deps resolve --update org.acme/parser',
    },
  ];
  static override flags = {
    ...projectFlags,
    ...dryRunFlag,
    frozen: Flags.boolean({ summary: 'Change nothing; fail where the lock does not answer the project.' }),
    fresh: Flags.boolean({ summary: 'Forget the former lock.', exclusive: ['frozen', 'update'] }),
    update: Flags.string({
      summary: 'Free this artifact from the lock; may stand several times.',
      helpValue: 'NAME',
      multiple: true,
      multipleNonGreedy: true,
      exclusive: ['frozen'],
    }),
    strategy: Flags.option({
      options: STRATEGIES,
      helpValue: 'NAME',
      summary: 'Which version: highest, lowest, newest, most-downloaded, manual.',
    })(),
    choose: Flags.string({
      summary: 'The version to take under the strategy manual; may stand several times.',
      helpValue: 'NAME@VERSION',
      multiple: true,
      multipleNonGreedy: true,
    }),
  };
  static override args = {
    reference: Args.string({ description: 'A release to resolve in place of a project.', ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(DepsResolve);
    const { context, input } = await this.depsPlace(flags);
    const more = {
      reference: args.reference,
      isFrozen: flags.frozen,
      isDryRun: flags['dry-run'],
      isFresh: flags.fresh,
      update: flags.update ?? [],
      strategy: flags.strategy,
      choices: flags.choose ?? [],
    };
    await this.conclude(depsResolve, { ...input, ...more }, flags, context);
  }
}
