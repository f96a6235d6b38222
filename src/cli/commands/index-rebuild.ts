import * as Flags from '@oclif/core/flags';
import { createIndexContext } from '../../composition-upkeep.ts';
import { indexRebuild } from '../../operations/index.ts';
import { readFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

const VISIBILITIES = ['public', 'internal', 'private'] as const;

/** `hyper index rebuild` */
export class IndexRebuild extends RegistryCommand {
  static override summary = 'Build the search index of a commit anew.';
  static override description =
    'Reads every manifest again, whatever is kept, and says how many files of the index differ from what was there. Without --out that is the index that hyper search keeps of a commit; with --out a folder gets the files that hyper build writes below search, byte for byte.';
  static override examples = [
    { description: 'What hyper search keeps', command: 'hyper index rebuild' },
    { description: 'Of a commit, into a folder', command: 'hyper index rebuild --at HEAD --out index' },
    {
      description: 'With what is not public',
      command: 'hyper index rebuild --out index --visibility internal',
    },
  ];
  static override flags = {
    ...readFlags,
    out: Flags.string({
      summary: 'The folder to write: absent, empty, or an index.',
      helpValue: 'DIR',
    }),
    visibility: Flags.option({
      options: VISIBILITIES,
      default: 'public' as const,
      helpValue: VISIBILITIES.join('|'),
      summary: 'With --out: the least public of what is in it.',
    })(),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(IndexRebuild);
    const { registry } = this.place(flags);
    const { at, out, visibility } = flags;
    const context = await createIndexContext(this.session.context, toProcessFacts(this.session));
    await this.conclude(indexRebuild, { registry, at, out, visibility }, flags, context);
  }
}
