import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { createPolicyContext } from '../../composition-policy.ts';
import { policyTry } from '../../operations/policy/policy-try.ts';
import { readFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper policy try [POLICY] --since REV` */
export class PolicyTry extends RegistryCommand {
  static override summary = 'Show what a policy would have refused in history.';
  static override description =
    'Judges the releases that came after a revision by the policies as they are now, all as if they were mandatory: try a policy before it is made so. Exceptions count. Exit status 1 where something would have been refused.';
  static override examples = [
    {
      description: 'What all policies would have refused since a tag',
      command: 'hyper policy try --since v1',
    },
    { description: 'One policy, over everything', command: 'hyper policy try licence-allow-list' },
    { description: 'In one namespace', command: 'hyper policy try --namespace org.acme --since v1' },
  ];
  static override flags = {
    ...readFlags,
    since: Flags.string({
      summary: 'Only releases that were not there at this commit, branch, tag or date.',
      helpValue: 'REV',
    }),
  };
  static override args = {
    policy: Args.string({ description: 'The id of a policy; without one, all.', ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(PolicyTry);
    const { registry, namespace } = this.place(flags);
    const context = await createPolicyContext(this.session.context, toProcessFacts(this.session));
    const input = { registry, at: flags.at, policy: args.policy, since: flags.since, namespace };
    await this.conclude(policyTry, input, flags, context);
  }
}
