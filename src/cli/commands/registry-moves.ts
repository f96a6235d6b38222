import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import {
  registryArchive,
  registryDelete,
  registryDeprecate,
  registryPublish,
  registryRestore,
  registryUndeprecate,
  registryUnpublish,
} from '../../operations/index.ts';
import { momentFlag } from '../flags.ts';
import { WriteCommand, reasonFlag, writeFlags } from '../write-command.ts';

const args = {
  reference: Args.string({
    description: 'The release, as NAMESPACE/NAME@VERSION.',
    required: true,
    ignoreStdin: true,
  }),
};

/** `hyper registry publish REFERENCE` */
export class RegistryPublish extends WriteCommand {
  static override summary = 'Publish a draft, or what was unpublished.';
  static override description =
    'From then on the release never changes. A draft that nobody signed yet also gets the time in its manifest; --sign signs both files in the same step.';
  static override examples = [
    { description: 'A draft', command: 'hyper registry publish org.acme.security/nexus-auth@2.2.0' },
    {
      description: 'Signed and committed in one step',
      command: 'hyper registry publish org.acme.security/nexus-auth@2.2.0 --sign release --commit',
    },
    {
      description: 'On a branch of its own, for a pull request',
      command: 'hyper registry publish org.acme.security/nexus-auth@2.2.0 --branch nexus-auth-2.2.0',
    },
  ];
  static override flags = { ...writeFlags };
  static override args = args;

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(RegistryPublish);
    await this.concludeWrite(registryPublish, { reference: args.reference, reason: undefined }, flags);
  }
}

/** `hyper registry unpublish REFERENCE` */
export class RegistryUnpublish extends WriteCommand {
  static override summary = 'Hide a release.';
  static override description =
    'Lists and searches show it no more, and resolvers choose it no more; who has locked it still gets it. publish brings it back.';
  static override examples = [
    {
      description: 'Published by mistake',
      command: 'hyper registry unpublish org.acme.security/nexus-auth@2.2.0 --reason "Published by mistake."',
    },
    {
      description: 'What would change',
      command:
        'hyper registry unpublish org.acme.security/nexus-auth@2.2.0 --reason "Published by mistake." --dry-run',
    },
    { description: 'Bring it back', command: 'hyper registry publish org.acme.security/nexus-auth@2.2.0' },
  ];
  static override flags = { ...writeFlags, ...reasonFlag };
  static override args = args;

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(RegistryUnpublish);
    await this.concludeWrite(registryUnpublish, { reference: args.reference, reason: flags.reason }, flags);
  }
}

/** `hyper registry deprecate REFERENCE` */
export class RegistryDeprecate extends WriteCommand {
  static override summary = 'Say that a release should no longer be used.';
  static override description =
    'Resolvers still choose it, with a warning that says why and what to use instead. Given again, reason and replacement are changed.';
  static override examples = [
    {
      description: 'With what to use instead',
      command:
        'hyper registry deprecate org.acme.platform/soap-bridge@1.0.1 --reason "Use the gateway." --replacement org.acme.platform/gateway',
    },
    {
      description: 'Until when it is kept',
      command:
        'hyper registry deprecate org.acme.security/nexus-auth@1.4.0 --reason "Ends with the year." --removed-at 2026-12-31',
    },
    {
      description: 'Another version will do',
      command:
        'hyper registry deprecate org.acme.security/nexus-auth@1.4.0 --reason "Slow." --alternate 2.1.0 --dry-run',
    },
  ];
  static override flags = {
    ...writeFlags,
    ...reasonFlag,
    replacement: Flags.string({ summary: 'What to use instead.', helpValue: 'REFERENCE' }),
    alternate: Flags.string({
      summary: 'A version of the same artifact that will do; may stand several times.',
      helpValue: 'VERSION',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'removed-at': momentFlag({ summary: 'When it will be removed.', helpValue: 'TIME' }),
  };
  static override args = args;

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(RegistryDeprecate);
    const input = {
      reference: args.reference,
      reason: flags.reason,
      replacement: flags.replacement,
      alternateVersions: flags.alternate,
      removedAt: flags['removed-at'],
    };
    await this.concludeWrite(registryDeprecate, input, flags);
  }
}

/** `hyper registry undeprecate REFERENCE` */
export class RegistryUndeprecate extends WriteCommand {
  static override summary = 'Take a deprecation back.';
  static override description = 'The release is published again, without a warning.';
  static override examples = [
    { description: 'One release', command: 'hyper registry undeprecate org.acme.platform/soap-bridge@1.0.1' },
    {
      description: 'What would change',
      command: 'hyper registry undeprecate org.acme.platform/soap-bridge@1.0.1 --dry-run',
    },
    {
      description: 'Committed, with a reason for the history',
      command:
        'hyper registry undeprecate org.acme.platform/soap-bridge@1.0.1 --reason "Kept for one more year." --commit',
    },
  ];
  static override flags = { ...writeFlags, ...reasonFlag };
  static override args = args;

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(RegistryUndeprecate);
    await this.concludeWrite(registryUndeprecate, { reference: args.reference, reason: flags.reason }, flags);
  }
}

/** `hyper registry archive REFERENCE` */
export class RegistryArchive extends WriteCommand {
  static override summary = 'Archive a release.';
  static override description =
    'It stays for those who have locked it, and is chosen by nobody else. restore brings it back to where it was.';
  static override examples = [
    { description: 'One release', command: 'hyper registry archive org.acme.security/nexus-auth@1.0.0' },
    {
      description: 'With a reason for the history',
      command:
        'hyper registry archive org.acme.security/nexus-auth@1.0.0 --reason "Out of support." --commit',
    },
    {
      description: 'What would change',
      command: 'hyper registry archive org.acme.security/nexus-auth@1.0.0 --dry-run',
    },
  ];
  static override flags = { ...writeFlags, ...reasonFlag };
  static override args = args;

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(RegistryArchive);
    await this.concludeWrite(registryArchive, { reference: args.reference, reason: flags.reason }, flags);
  }
}

/** `hyper registry restore REFERENCE` */
export class RegistryRestore extends WriteCommand {
  static override summary = 'Bring an archived release back to where it was.';
  static override description = 'A draft becomes a draft again, a deprecated release a deprecated one.';
  static override examples = [
    { description: 'One release', command: 'hyper registry restore org.acme.security/nexus-auth@1.0.0' },
    {
      description: 'What would change',
      command: 'hyper registry restore org.acme.security/nexus-auth@1.0.0 --dry-run',
    },
    {
      description: 'Committed',
      command: 'hyper registry restore org.acme.security/nexus-auth@1.0.0 --commit',
    },
  ];
  static override flags = { ...writeFlags, ...reasonFlag };
  static override args = args;

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(RegistryRestore);
    await this.concludeWrite(registryRestore, { reference: args.reference, reason: flags.reason }, flags);
  }
}

/** `hyper registry delete REFERENCE` */
export class RegistryDelete extends WriteCommand {
  static override summary = 'Delete a release for good, and leave a tombstone.';
  static override description =
    'For admins, where it must be: the manifest, its signatures and its content go, the version is never free again, and locks that name it break. History still holds it.';
  static override examples = [
    {
      description: 'What would be removed',
      command:
        'hyper registry delete org.acme.security/nexus-auth@1.0.0 --reason "It holds personal records." --dry-run',
    },
    {
      description: 'Delete it',
      command:
        'hyper registry delete org.acme.security/nexus-auth@1.0.0 --reason "It holds personal records."',
    },
    {
      description: 'Mostly, this is better',
      command: 'hyper version yank org.acme.security/nexus-auth@1.0.0 --reason "It holds personal records."',
    },
  ];
  static override flags = { ...writeFlags, ...reasonFlag };
  static override args = args;

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(RegistryDelete);
    await this.concludeWrite(registryDelete, { reference: args.reference, reason: flags.reason }, flags);
  }
}
