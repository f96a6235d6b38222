import * as Args from '@oclif/core/args';
import { createPolicyContext } from '../../composition-policy.ts';
import { policyExplain } from '../../operations/policy/policy-explain.ts';
import { readFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper policy explain REF` */
export class PolicyExplain extends RegistryCommand {
  static override summary = 'Tell what policies say of a release or a namespace, and why.';
  static override description =
    'Shows each policy in force, rule by rule, with what every comparison looked at and found. A transformation prints the manifest as it would have it; nothing is changed. Exit status 1 where a policy refuses.';
  static override examples = [
    { description: 'The latest release', command: 'hyper policy explain org.acme.security/nexus-auth' },
    { description: 'One release', command: 'hyper policy explain org.acme.security/nexus-auth@2.1.0' },
    {
      description: 'A namespace, as JSON',
      command: 'hyper policy explain org.acme.production --output json',
    },
  ];
  static override flags = { ...readFlags };
  static override args = {
    target: Args.string({ description: 'A release or a namespace.', required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(PolicyExplain);
    const { registry, namespace } = this.place(flags);
    const context = await createPolicyContext(this.session.context, toProcessFacts(this.session));
    const input = { registry, at: flags.at, target: args.target, namespace };
    await this.conclude(policyExplain, input, flags, context);
  }
}
