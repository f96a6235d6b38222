import * as Args from '@oclif/core/args';
import { depsTree } from '../../operations/index.ts';
import { DepsCommand, platformFlags, projectFlags, toPlatform } from '../deps-command.ts';

/** `hyper deps tree [REFERENCE]` */
export class DepsTree extends DepsCommand {
  static override summary = 'Show what is locked as a tree.';
  static override description =
    'Reads the lock alone. One lock serves all platforms: with --os, --arch, --env or --feature, what is not taken there says so. With a reference, resolves that release and shows it.';
  static override examples = [
    { description: 'Everything', command: 'hyper deps tree' },
    { description: 'What Linux on Arm takes', command: 'hyper deps tree --os linux --arch arm64' },
    { description: 'A release of a registry', command: 'hyper deps tree org.acme.security/nexus-auth@2.1.0' },
  ];
  static override flags = { ...projectFlags, ...platformFlags };
  static override args = {
    reference: Args.string({ description: 'A release to show in place of the project.', ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(DepsTree);
    const { context, input } = await this.depsPlace(flags);
    const more = { reference: args.reference, platform: toPlatform(flags) };
    await this.conclude(depsTree, { ...input, ...more }, flags, context);
  }
}
