import * as Args from '@oclif/core/args';
import { HyperError } from '../../core/index.ts';
import { sync } from '../../operations/index.ts';
import { readFlags } from '../flags.ts';
import { WriteCommand, writeFlags } from '../write-command.ts';

/** `hyper sync SOURCE TARGET --namespace NAMESPACE` */
export class Sync extends WriteCommand {
  static override summary = 'Mirror a namespace of one registry in another, forward only.';
  static override description =
    'Files, signatures and blobs come as they are in the last commit of the source. A file moves forward where the source once held what the target holds; where the two went apart, each conflict is told with its reason and nothing is written. All of it is one change, in the working tree of the target or as a commit, which git takes back. Run again, it goes on where it is; there is nothing to resume.';
  static override examples = [
    {
      description: 'What would come',
      command: 'hyper sync ../upstream . --namespace org.acme.security --dry-run',
    },
    {
      description: 'As a commit on a branch of its own',
      command: 'hyper sync https://git.example.org/registry.git . --namespace org.acme --branch mirror',
    },
    {
      description: 'Up to a day',
      command: 'hyper sync ../upstream . --namespace lib --at 2026-01-01 --commit',
    },
  ];
  static override flags = { ...readFlags, ...writeFlags };
  static override args = {
    source: Args.string({
      description: 'The registry that it comes from: a folder or a git address.',
      required: true,
      ignoreStdin: true,
    }),
    target: Args.string({
      description: 'The registry that it goes to: a folder.',
      required: true,
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Sync);
    if (flags.registry !== undefined)
      throw new HyperError('HYPER_USAGE_FLAG_CONFLICT', 'TARGET is the registry that is written', {
        hint: 'leave --registry out',
      });
    const { namespace: mirrored } = this.place(flags);
    if (mirrored === undefined)
      throw new HyperError('HYPER_USAGE_FLAG_MISSING', 'a namespace to mirror is missing', {
        hint: `hyper sync ${args.source} ${args.target} --namespace org.acme`,
      });
    if (flags.sign !== undefined)
      throw new HyperError('HYPER_USAGE_FLAG_CONFLICT', 'a mirror keeps the signatures of its source', {
        hint: 'leave --sign out',
      });
    const input = { source: args.source, at: flags.at ?? 'HEAD', mirrored };
    await this.concludeWrite(sync, input, { ...flags, registry: args.target });
  }
}
