import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { discover } from '../../operations/index.ts';
import type { DiscoveryPart } from '../../operations/index.ts';
import { readFlags } from '../flags.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper discover REFERENCE` */
export class Discover extends RegistryCommand {
  static override summary = 'Show what belongs together with an artifact.';
  static override description =
    'Who needs it at any distance, what is alike and why, what to look at next, the cluster it is in, and the way to another artifact (docs/discovery.md). All of it, or the parts that are asked for.';
  static override examples = [
    { description: 'Everything', command: 'hyper discover org.acme.security/nexus-auth' },
    {
      description: 'Who would notice a change',
      command: 'hyper discover lib.time/business-days --dependents',
    },
    {
      description: 'How one comes to need the other',
      command: 'hyper discover org.acme.security/nexus-auth --path --to lib.time/business-days',
    },
  ];
  static override flags = {
    ...readFlags,
    dependents: Flags.boolean({ summary: 'Show who needs it, at any distance.' }),
    similar: Flags.boolean({ summary: 'Show what is alike, with each reason and its share.' }),
    recommend: Flags.boolean({ summary: 'Show what goes with it.' }),
    cluster: Flags.boolean({ summary: 'Show what it is needed together with.' }),
    path: Flags.boolean({ summary: 'Show the shortest way to the artifact of --to.', dependsOn: ['to'] }),
    to: Flags.string({
      summary: 'With --path: the artifact that the way is to lead to.',
      helpValue: 'REF',
      dependsOn: ['path'],
    }),
  };
  static override args = {
    reference: Args.string({ description: 'The artifact.', required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Discover);
    const parts: DiscoveryPart[] = [
      ...(flags.dependents ? (['dependents'] as const) : []),
      ...(flags.similar ? (['similar'] as const) : []),
      ...(flags.recommend ? (['recommended'] as const) : []),
      ...(flags.cluster ? (['cluster'] as const) : []),
    ];
    const { context, registry, namespace } = this.place(flags);
    const { at, to } = flags;
    const input = { registry, at, reference: args.reference, namespace, parts, to };
    await this.conclude(discover, input, flags, context);
  }
}
