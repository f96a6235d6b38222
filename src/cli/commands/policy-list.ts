import * as Args from '@oclif/core/args';
import { createPolicyContext } from '../../composition-policy.ts';
import { filterRows, lists } from '../../operations/index.ts';
import { policyList } from '../../operations/policy/policy-list.ts';
import { filterFlags, readFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper policy list [NAMESPACE]` */
export class PolicyList extends RegistryCommand {
  static override summary = 'List policies, where they hold and what they let through.';
  static override description =
    'With a namespace: those in force there, after overrides. Without one: all that the registry declares. Exceptions are listed with their reason and end, and faults of policies are told.';
  static override examples = [
    { description: 'All policies', command: 'hyper policy list' },
    { description: 'Those in force in a namespace', command: 'hyper policy list org.acme.production' },
    {
      description: 'With their rules, as they were at a tag',
      command: 'hyper policy list org.acme --at v1 --output wide',
    },
  ];
  static override flags = { ...filterFlags, ...readFlags };
  static override args = {
    namespace: Args.string({ description: 'The namespace.', ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(PolicyList);
    const { registry, namespace } = this.place(flags);
    const context = await createPolicyContext(this.session.context, toProcessFacts(this.session));
    const input = { registry, at: flags.at, namespace: args.namespace ?? namespace };
    const operation = filterRows(policyList, lists.POLICY_LIST, { filter: flags.filter });
    await this.conclude(operation, input, flags, context);
  }
}
