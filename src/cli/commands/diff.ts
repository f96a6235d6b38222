import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { diff } from '../../operations/diff/diff.ts';
import { readFlags } from '../flags.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper diff A B` */
export class Diff extends RegistryCommand {
  static override summary = 'Tell how two releases, or two revisions of a registry, differ.';
  static override description =
    'Compares by meaning, not line by line: what was done between two commits, tags or dates, what matters to who uses a release, and each field that differs with its place in both files. One revision alone is compared with the working tree. A branch that is named like an artifact is written refs/heads/NAME.';
  static override examples = [
    { description: 'Two releases', command: 'hyper diff org.acme.security/nexus-auth@2.1.0 @2.2.0' },
    {
      description: 'What a branch does, for a pull request',
      command: 'hyper diff main..HEAD --output markdown',
    },
    {
      description: 'What became of an artifact since a day',
      command: 'hyper diff 2026-01-01 HEAD --of org.acme.security/nexus-auth',
    },
  ];
  static override flags = {
    ...readFlags,
    of: Flags.string({
      summary: 'Of two revisions: only this artifact, or this namespace and what is below it.',
      helpValue: 'NAME',
    }),
  };
  static override args = {
    before: Args.string({
      description: 'A release, a commit, tag, branch or date, or two of these as BASE..HEAD.',
      required: true,
      ignoreStdin: true,
    }),
    after: Args.string({
      description: 'The other side; @VERSION is another release of the same artifact.',
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Diff);
    const { context, registry, namespace } = this.place(flags);
    const input = {
      registry,
      at: flags.at,
      ...{ before: args.before, after: args.after },
      of: flags.of,
      namespace,
    };
    await this.conclude(diff, input, flags, context);
  }
}
