import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { policyTest } from '../../operations/policy/policy-test.ts';
import { readFlags } from '../flags.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper policy test [POLICY]` */
export class PolicyTest extends RegistryCommand {
  static override summary = "Run a policy's own examples.";
  static override description =
    'Every example under examples is judged as if the policy were mandatory and had no exceptions. Exit status 1 where one is not as expected, or where a policy cannot be run.';
  static override examples = [
    { description: 'All policies of the registry', command: 'hyper policy test' },
    { description: 'One of them', command: 'hyper policy test licence-allow-list' },
    { description: 'Those that come with hyper', command: 'hyper policy test --shipped' },
  ];
  static override flags = {
    ...readFlags,
    shipped: Flags.boolean({ summary: 'Those that come with hyper, in place of those of the registry.' }),
  };
  static override args = {
    policy: Args.string({ description: 'The id of a policy; without one, all.', ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(PolicyTest);
    const { context, registry } = this.place(flags);
    const input = { registry, at: flags.at, policy: args.policy, isShipped: flags.shipped };
    await this.conclude(policyTest, input, flags, context);
  }
}
