import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { HyperError } from '../../core/index.ts';
import { lint, lintFix } from '../../operations/index.ts';
import { readFlags } from '../flags.ts';
import { registryAround } from '../registry-around.ts';
import { WriteCommand, writeFlags } from '../write-command.ts';

/** `hyper lint [PATH]` */
export class Lint extends WriteCommand {
  static override summary = 'Advise on style and quality, beyond what is valid.';
  static override description =
    'Looks at the latest release of each artifact, at drafts and at everything else that can still change, and says what could be better: descriptions, keywords, ranges, spellings, order. Warnings make the exit status 1, infos do not. --fix mends what a machine can, comments kept, in drafts and in what is not committed yet; what is published or signed stays as it is. hyper explain RULE says more of a rule.';
  static override examples = [
    { description: 'The registry here', command: 'hyper lint' },
    { description: 'What a branch brings', command: 'hyper lint --changed main --output markdown' },
    { description: 'What would be mended, as a diff', command: 'hyper lint --fix --dry-run' },
  ];
  static override flags = {
    ...readFlags,
    changed: Flags.string({ summary: 'Look only at what differs from this revision.', helpValue: 'BASE' }),
    all: Flags.boolean({ summary: 'Look at every release, not only at drafts and the latest ones.' }),
    fix: Flags.boolean({ summary: 'Mend what can be mended.', exclusive: ['at'] }),
    ...writeFlags,
  };
  static override args = {
    path: Args.string({
      description: 'A folder, a file, a namespace or a reference; else all of it.',
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Lint);
    const { path } = args;
    const placed = { ...flags, registry: flags.registry ?? registryAround(path) };
    const wish = { path, changedSince: flags.changed, isEvery: flags.all };
    if (flags.fix) {
      await this.concludeWrite(lintFix, wish, placed);
      return;
    }
    const isWriting = flags['dry-run'] || flags.commit || flags.pr;
    if (isWriting || flags.branch !== undefined || flags.sign !== undefined)
      throw new HyperError(
        'HYPER_USAGE_FLAG_CONFLICT',
        'without --fix nothing is changed, shown or committed',
        {
          hint: 'hyper lint --fix --dry-run',
        },
      );
    const { context, registry } = this.place(placed);
    await this.conclude(lint, { registry, at: flags.at, ...wish }, flags, context);
  }
}
