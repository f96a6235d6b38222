import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { createPolicyContext } from '../../composition-policy.ts';
import { accessExplain } from '../../operations/access/access-explain.ts';
import { momentFlag, readFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper access explain [TARGET] --as PRINCIPAL` */
export class AccessExplain extends RegistryCommand {
  static override summary = 'Tell whether somebody may do something here, and why.';
  static override description =
    'Looks at the admins, the grants of the namespace and all above it, and the roles of the registry; names the grant and the permission that decided, with their lines. With --capability the exit status is 0 where it is allowed and 1 where it is not.';
  static override examples = [
    {
      description: 'What a GitHub user may do',
      command: 'hyper access explain org.acme.production --as github:3390145',
    },
    {
      description: 'May a member of this team publish?',
      command:
        'hyper access explain org.acme.security/nexus-auth --as github:17,team:7412250 --capability artifact:publish',
    },
    {
      description: 'Could they at that tag?',
      command: 'hyper access explain org.acme --as github:3390145 --capability namespace:manage --at v1',
    },
  ];
  static override flags = {
    ...readFlags,
    as: Flags.string({
      summary:
        'Who: github:<number>, team:<number>, key:<id> or oidc:<issuer>#<subject>; commas between several of one person.',
      helpValue: 'PRINCIPAL',
      required: true,
    }),
    capability: Flags.string({
      summary: 'Only this capability, for example artifact:publish.',
      helpValue: 'NAME',
    }),
    own: Flags.boolean({ summary: 'As if they had published the artifact.' }),
    time: momentFlag({ summary: 'As if it were this moment (UTC).', helpValue: 'TIME' }),
    ip: Flags.string({ summary: 'As if they came from this address.', helpValue: 'ADDRESS' }),
    'user-agent': Flags.string({ summary: 'As if they used this program.', helpValue: 'TEXT' }),
  };
  static override args = {
    target: Args.string({
      description: 'A namespace, which need not exist yet, or an artifact; without one, the registry itself.',
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(AccessExplain);
    const { registry, namespace } = this.place(flags);
    const context = await createPolicyContext(this.session.context, toProcessFacts(this.session));
    const { as, capability, time, ip, own, at } = flags;
    const who = { as, capability, ownsArtifact: own, time, ip, userAgent: flags['user-agent'] };
    await this.conclude(
      accessExplain,
      { registry, at, target: args.target, namespace, ...who },
      flags,
      context,
    );
  }
}
