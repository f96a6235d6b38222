import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { versionPromote, versionTag, versionUnyank, versionYank } from '../../operations/index.ts';
import { WriteCommand, reasonFlag, writeFlags } from '../write-command.ts';

const reference = Args.string({
  description: 'The release, as NAMESPACE/NAME@VERSION.',
  required: true,
  ignoreStdin: true,
});

/** `hyper version tag REFERENCE TAG` */
export class VersionTag extends WriteCommand {
  static override summary = 'Let a tag name a release.';
  static override description =
    'A tag such as beta or lts can be asked for in the place of a version. latest is computed and cannot be set.';
  static override examples = [
    { description: 'A tag of your own', command: 'hyper version tag org.acme.platform/gateway@2.2.0 lts' },
    { description: 'Take it away', command: 'hyper version tag org.acme.platform/gateway lts --remove' },
    {
      description: 'What would change',
      command: 'hyper version tag org.acme.platform/gateway@2.1.0 stable --dry-run',
    },
  ];
  static override flags = {
    ...writeFlags,
    remove: Flags.boolean({ summary: 'Take the tag away, whatever it names.' }),
  };
  static override args = {
    reference,
    tag: Args.string({ description: 'The tag.', required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(VersionTag);
    const input = { reference: args.reference, tag: args.tag, isRemoved: flags.remove };
    await this.concludeWrite(versionTag, input, flags);
  }
}

/** `hyper version promote REFERENCE --to CHANNEL` */
export class VersionPromote extends WriteCommand {
  static override summary = 'Let a channel name a release.';
  static override description =
    'Whoever follows the channel gets the release next. A channel in the place of the version promotes what it names now.';
  static override examples = [
    {
      description: 'A release',
      command: 'hyper version promote org.acme.platform/gateway@2.2.0 --to stable',
    },
    {
      description: 'What one channel names, to another',
      command: 'hyper version promote org.acme.platform/gateway@edge --to canary',
    },
    {
      description: 'Back to the one before',
      command: 'hyper version promote org.acme.platform/gateway@2.1.0 --to stable --commit',
    },
  ];
  static override flags = {
    ...writeFlags,
    to: Flags.string({ summary: 'The channel.', helpValue: 'CHANNEL', required: true }),
  };
  static override args = { reference };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(VersionPromote);
    await this.concludeWrite(versionPromote, { reference: args.reference, channel: flags.to }, flags);
  }
}

/** `hyper version yank REFERENCE` */
export class VersionYank extends WriteCommand {
  static override summary = 'Take a release out of what resolvers choose.';
  static override description =
    'For a release that does harm. Who has locked it still gets it, with a warning that tells the reason; nobody else does.';
  static override examples = [
    {
      description: 'A release that leaks',
      command:
        'hyper version yank org.acme.security/nexus-auth@2.1.0 --reason "Tokens could be read by other tenants." --severity critical',
    },
    {
      description: 'With the advisory',
      command:
        'hyper version yank org.acme.security/nexus-auth@2.1.0 --reason "See the advisory." --advisory https://acme.example/advisories/7',
    },
    {
      description: 'What would change',
      command: 'hyper version yank org.acme.security/nexus-auth@2.1.0 --reason "Broken." --dry-run',
    },
  ];
  static override flags = {
    ...writeFlags,
    ...reasonFlag,
    severity: Flags.option({
      options: ['critical', 'high', 'medium', 'low'] as const,
      summary: 'How bad it is.',
      helpValue: 'critical|high|medium|low',
    })(),
    advisory: Flags.string({ summary: 'Where to read more, an https address.', helpValue: 'URL' }),
  };
  static override args = { reference };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(VersionYank);
    const { reason, severity, advisory } = flags;
    await this.concludeWrite(versionYank, { reference: args.reference, reason, severity, advisory }, flags);
  }
}

/** `hyper version unyank REFERENCE` */
export class VersionUnyank extends WriteCommand {
  static override summary = 'Take a yank back.';
  static override description = 'Resolvers choose the release again.';
  static override examples = [
    { description: 'One release', command: 'hyper version unyank org.acme.security/nexus-auth@2.1.0' },
    {
      description: 'With a reason for the history',
      command:
        'hyper version unyank org.acme.security/nexus-auth@2.1.0 --reason "The report was wrong." --commit',
    },
    {
      description: 'What would change',
      command: 'hyper version unyank org.acme.security/nexus-auth@2.1.0 --dry-run',
    },
  ];
  static override flags = { ...writeFlags, ...reasonFlag };
  static override args = { reference };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(VersionUnyank);
    await this.concludeWrite(versionUnyank, { reference: args.reference, reason: flags.reason }, flags);
  }
}
