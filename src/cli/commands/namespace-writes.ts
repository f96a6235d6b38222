import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import {
  namespaceCreate,
  namespaceDelete,
  namespaceGrant,
  namespacePolicy,
  namespaceQuota,
  namespaceRevoke,
} from '../../operations/index.ts';
import { momentFlag } from '../flags.ts';
import { WriteCommand, reasonFlag, writeFlags } from '../write-command.ts';
import { quotaFlags, toQuotas } from '../quota-flags.ts';

const several = { multiple: true, multipleNonGreedy: true } as const;
const namespace = Args.string({ description: 'The namespace.', required: true, ignoreStdin: true });
const principal = Args.string({
  description: 'Who: github:ID:LOGIN, team:ID:ORG/TEAM, key:ID or oidc:ISSUER#SUBJECT.',
  required: true,
  ignoreStdin: true,
});

/** `hyper namespace create NAMESPACE` */
export class NamespaceCreate extends WriteCommand {
  static override summary = 'Create a namespace.';
  static override description =
    'The one above it must be there; one at the top begins with the shipped policies of its scope. No quota is above one on the way up.';
  static override examples = [
    {
      description: 'For a team',
      command: 'hyper namespace create org.acme.data --description "What the data team publishes."',
    },
    {
      description: 'With a limit',
      command: 'hyper namespace create org.acme.lab --artifacts 50 --visibility internal',
    },
    {
      description: 'At the top, with who manages it',
      command: 'hyper namespace create org.example --admin github:583231:octocat',
    },
  ];
  static override flags = {
    description: Flags.string({ summary: 'What it is for.', helpValue: 'TEXT' }),
    owner: Flags.string({ summary: 'Who owns it; that of the one above unless told.', helpValue: 'NAME' }),
    visibility: Flags.option({
      options: ['public', 'internal', 'private'] as const,
      summary: 'Who may see what is in it.',
      helpValue: 'public|internal|private',
    })(),
    ...quotaFlags,
    label: Flags.string({ summary: 'A label; may stand several times.', helpValue: 'KEY=VALUE', ...several }),
    admin: Flags.string({
      summary: 'Who manages it; may stand several times.',
      helpValue: 'WHO',
      ...several,
    }),
    ...writeFlags,
  };
  static override args = { namespace };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(NamespaceCreate);
    const { description, owner, visibility } = flags;
    const lists = { labels: flags.label ?? [], admins: flags.admin ?? [] };
    const input = { path: args.namespace, description, owner, visibility, quotas: toQuotas(flags), ...lists };
    await this.concludeWrite(namespaceCreate, input, flags);
  }
}

/** `hyper namespace delete NAMESPACE` */
export class NamespaceDelete extends WriteCommand {
  static override summary = 'Delete a namespace that is empty.';
  static override description =
    'Empty is one that never held an artifact: the names of deleted ones stay taken. Its policies go with it.';
  static override examples = [
    { description: 'One namespace', command: 'hyper namespace delete org.acme.data' },
    { description: 'What would be removed', command: 'hyper namespace delete org.acme.data --dry-run' },
    {
      description: 'Committed',
      command: 'hyper namespace delete org.acme.data --reason "The team is no more." --commit',
    },
  ];
  static override flags = { ...writeFlags, ...reasonFlag };
  static override args = { namespace };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(NamespaceDelete);
    await this.concludeWrite(namespaceDelete, { path: args.namespace, reason: flags.reason }, flags);
  }
}

/** `hyper namespace grant NAMESPACE PRINCIPAL ROLE` */
export class NamespaceGrant extends WriteCommand {
  static override summary = 'Grant a role in a namespace.';
  static override description =
    'The role counts there and below. A user is named by number, since a login can change hands.';
  static override examples = [
    {
      description: 'A user',
      command: 'hyper namespace grant org.acme.platform github:583231:octocat publisher',
    },
    {
      description: 'A team, for a while',
      command: 'hyper namespace grant org.acme.platform team:4021:acme/identity maintainer --ends 2027-01-01',
    },
    { description: 'What would change', command: 'hyper namespace grant org.acme github:1 admin --dry-run' },
  ];
  static override flags = {
    ends: momentFlag({ summary: 'When the grant ends.', helpValue: 'TIME' }),
    ...writeFlags,
    ...reasonFlag,
  };
  static override args = {
    namespace,
    principal,
    role: Args.string({
      description: 'admin, publisher, maintainer, contributor, user, or a role of the registry.',
      required: true,
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(NamespaceGrant);
    await this.concludeWrite(
      namespaceGrant,
      {
        path: args.namespace,
        principal: args.principal,
        role: args.role,
        expiresAt: flags.ends,
        reason: flags.reason,
      },
      flags,
    );
  }
}

/** `hyper namespace revoke NAMESPACE PRINCIPAL [ROLE]` */
export class NamespaceRevoke extends WriteCommand {
  static override summary = 'Take a role in a namespace away.';
  static override description =
    'Without a role, every role that the namespace itself grants. The last owner stays: first grant the role to somebody else.';
  static override examples = [
    { description: 'Every role', command: 'hyper namespace revoke org.acme.platform github:583231' },
    { description: 'One role', command: 'hyper namespace revoke org.acme.platform github:583231 publisher' },
    {
      description: 'What would change',
      command: 'hyper namespace revoke org.acme.platform github:583231 --dry-run',
    },
  ];
  static override flags = { ...writeFlags, ...reasonFlag };
  static override args = {
    namespace,
    principal,
    role: Args.string({ description: 'The role; every role unless told.', ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(NamespaceRevoke);
    const input = { path: args.namespace, principal: args.principal, role: args.role, reason: flags.reason };
    await this.concludeWrite(namespaceRevoke, input, flags);
  }
}

/** `hyper namespace policy NAMESPACE` */
export class NamespacePolicy extends WriteCommand {
  static override summary = 'Add, remove or override policies of a namespace.';
  static override description =
    'Policies flow down. One from above is overridden, and a mandatory one can only be tightened.';
  static override examples = [
    {
      description: 'A shipped policy',
      command: 'hyper namespace policy org.acme.platform --add no-prerelease',
    },
    {
      description: 'Stricter than above',
      command: 'hyper namespace policy org.acme.platform --override licence-allow-list=mandatory',
    },
    {
      description: 'What would change',
      command: 'hyper namespace policy org.acme.platform --add no-secrets --dry-run',
    },
  ];
  static override flags = {
    add: Flags.string({
      summary: 'A shipped policy by name, or a file; may stand several times.',
      helpValue: 'POLICY',
      ...several,
    }),
    remove: Flags.string({
      summary: 'The id of a policy that is declared here; may stand several times.',
      helpValue: 'ID',
      ...several,
    }),
    override: Flags.string({
      summary:
        'How strictly one from above is enforced here; empty takes that back. May stand several times.',
      helpValue: 'ID=ENFORCEMENT',
      ...several,
    }),
    ...writeFlags,
    ...reasonFlag,
  };
  static override args = { namespace };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(NamespacePolicy);
    const { add = [], remove = [], override: overrides = [], reason } = flags;
    await this.concludeWrite(
      namespacePolicy,
      { path: args.namespace, add, remove, overrides, reason },
      flags,
    );
  }
}

/** `hyper namespace quota NAMESPACE` */
export class NamespaceQuota extends WriteCommand {
  static override summary = 'Set the quotas of a namespace.';
  static override description =
    'All that is in the namespace and below it shares them. No quota is above one on the way up, or less than one of a namespace below.';
  static override examples = [
    { description: 'Artifacts', command: 'hyper namespace quota org.acme.platform --artifacts 200' },
    {
      description: 'Content in the repository',
      command: 'hyper namespace quota org.acme.platform --storage 1073741824',
    },
    {
      description: 'What would change',
      command: 'hyper namespace quota org.acme.platform --artifacts 10 --dry-run',
    },
  ];
  static override flags = { ...quotaFlags, ...writeFlags, ...reasonFlag };
  static override args = { namespace };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(NamespaceQuota);
    const input = { path: args.namespace, quotas: toQuotas(flags), reason: flags.reason };
    await this.concludeWrite(namespaceQuota, input, flags);
  }
}
