import * as Flags from '@oclif/core/flags';
import { createForgeContext } from '../../composition-forge.ts';
import { forgeMerge } from '../../operations/index.ts';
import { ForgeCommand, forgeFlags, reportArg } from '../forge-command.ts';
import { toProcessFacts } from '../process-facts.ts';

const METHODS = ['merge', 'squash', 'rebase'] as const;
const several = { multiple: true, multipleNonGreedy: true } as const;

/** `hyper forge merge REPORT` */
export class ForgeMerge extends ForgeCommand {
  static override summary = 'Merge a pull request that the gate passed, by rules.';
  static override description =
    'Merges where the gate passed the commit, it does nothing but what --kind names, enough people with the right to write approve this very commit, and nothing holds it. A new comment "/hyper merge COMMIT" of somebody with that right stands for kinds and approvals. The merge names the commit, so that a later push is never merged. Not merging is no failure: the reasons are printed. The token is that of GITHUB_TOKEN; it needs contents: write, pull-requests: write, and actions: write for --start.';
  static override examples = [
    {
      description: 'New releases with one approval',
      command: 'hyper forge merge report.json --kind release-published --kind signature',
    },
    {
      description: 'With two approvals, and the site afterwards',
      command: 'hyper forge merge report.json --kind release-published --approvals 2 --start publish.yml',
    },
    {
      description: 'Only when somebody asks in a comment',
      command: 'hyper forge merge report.json --approvals 99',
    },
  ];
  static override flags = {
    ...forgeFlags,
    kind: Flags.string({
      summary: 'What a change may do: release-published, signature, state, … (changes[].kind of the report).',
      helpValue: 'KIND',
      ...several,
    }),
    approvals: Flags.integer({ summary: 'How many must approve.', helpValue: 'N', min: 0, default: 1 }),
    hold: Flags.string({
      summary: 'A label that stops it (hold).',
      helpValue: 'LABEL',
      default: ['hold'],
      ...several,
    }),
    method: Flags.option({
      options: METHODS,
      default: 'squash' as const,
      summary: 'How to merge.',
      helpValue: METHODS.join('|'),
    })(),
    'default-branch': Flags.string({
      summary: 'The branch that the registry is.',
      helpValue: 'BRANCH',
      default: 'main',
    }),
    start: Flags.string({
      summary: 'Start this workflow afterwards, since a merge by a workflow starts none.',
      helpValue: 'FILE',
      ...several,
    }),
  };
  static override args = { ...reportArg };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(ForgeMerge);
    const context = await createForgeContext(this.session.context, toProcessFacts(this.session));
    const input = {
      report: args.report,
      event: this.eventFile(flags.event),
      repository: flags.repository,
      rules: { kinds: flags.kind ?? [], approvals: flags.approvals, holdLabels: flags.hold },
      method: flags.method,
      defaultBranch: flags['default-branch'],
      start: flags.start ?? [],
    };
    await this.conclude(forgeMerge, input, flags, context);
  }
}
