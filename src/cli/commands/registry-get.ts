import * as Args from '@oclif/core/args';
import { registryGet } from '../../operations/index.ts';
import { readFlags } from '../flags.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper registry get REFERENCE` */
export class RegistryGet extends RegistryCommand {
  static override summary = 'Show one release and what is known of its artifact.';
  static override description =
    'Takes a reference with or without a version, range, channel or digest, an id, or a bare name that is looked up in --namespace and above it.';
  static override examples = [
    { description: 'The latest release', command: 'hyper registry get org.acme.security/nexus-auth' },
    {
      description: 'The highest that fits a range',
      command: 'hyper registry get org.acme.security/nexus-auth@^2.0',
    },
    {
      description: 'The manifest, for scripts',
      command: 'hyper registry get nexus-auth --namespace org.acme.security --json',
    },
  ];
  static override flags = { ...readFlags };
  static override args = {
    reference: Args.string({ description: 'What to show.', required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(RegistryGet);
    const { context, registry, namespace } = this.place(flags);
    const input = { registry, at: flags.at, reference: args.reference, namespace };
    await this.conclude(registryGet, input, flags, context);
  }
}
