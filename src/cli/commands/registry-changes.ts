import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { registryRename, registryTransfer, registryUpdate } from '../../operations/index.ts';
import { releaseFlags, toFieldTexts } from '../release-flags.ts';
import { WriteCommand, reasonFlag, writeFlags } from '../write-command.ts';

/** `hyper registry update REFERENCE` */
export class RegistryUpdate extends WriteCommand {
  static override summary = 'Change a draft, or the README, changelog and notice of an artifact.';
  static override description =
    'Comments and formatting of the manifest stay. A release that was published never changes: publish the change as the next version.';
  static override examples = [
    {
      description: 'A draft',
      command:
        'hyper registry update org.acme.security/token-audit@1.0.0 --description "Says who used which token."',
    },
    {
      description: 'Its content, packed anew',
      command: 'hyper registry update org.acme.security/token-audit@1.0.0 --content dist',
    },
    {
      description: 'The README, at any time',
      command: 'hyper registry update org.acme.platform/gateway --readme README.md',
    },
  ];
  static override flags = {
    ...releaseFlags,
    readme: Flags.string({ summary: 'The README of the artifact.', helpValue: 'FILE' }),
    changelog: Flags.string({ summary: 'The changelog of the artifact.', helpValue: 'FILE' }),
    notice: Flags.string({
      summary:
        'What everybody who looks at the artifact is to know; empty: no more. Needs hyper upgrade once.',
      helpValue: 'TEXT',
    }),
    ...writeFlags,
  };
  static override args = {
    reference: Args.string({
      description: 'The draft, as NAMESPACE/NAME@VERSION, or the artifact.',
      required: true,
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(RegistryUpdate);
    const { content, uri, readme, changelog, notice } = flags;
    const more = { content, uri, readme, changelog, notice, mediaType: flags['media-type'] };
    await this.concludeWrite(
      registryUpdate,
      { ...toFieldTexts(flags), ...more, reference: args.reference },
      flags,
    );
  }
}

/** `hyper registry rename REFERENCE NAME` */
export class RegistryRename extends WriteCommand {
  static override summary = 'Give an artifact another name, and let the old one lead there.';
  static override description =
    'Every release is published under the new name too, with an id of its own; the old releases stay to the byte, so that locks that name them keep working. The copies are to be signed.';
  static override examples = [
    {
      description: 'A better name',
      command:
        'hyper registry rename org.acme.platform/gateway edge-gateway --reason "Says where it stands."',
    },
    {
      description: 'What would be written',
      command: 'hyper registry rename org.acme.platform/gateway edge-gateway --dry-run',
    },
    {
      description: 'Signed and committed',
      command: 'hyper registry rename org.acme.platform/gateway edge-gateway --sign release --commit',
    },
  ];
  static override flags = { ...writeFlags, ...reasonFlag };
  static override args = {
    reference: Args.string({ description: 'The artifact.', required: true, ignoreStdin: true }),
    name: Args.string({
      description: 'Its new name; with a namespace before it, it moves there.',
      required: true,
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(RegistryRename);
    const input = { reference: args.reference, to: args.name, reason: flags.reason };
    await this.concludeWrite(registryRename, input, flags);
  }
}

/** `hyper registry transfer REFERENCE NAMESPACE` */
export class RegistryTransfer extends WriteCommand {
  static override summary = 'Move an artifact to another namespace, and let the old name lead there.';
  static override description =
    'As rename, with the same name. Whoever owns the one namespace and whoever owns the other must both agree to the pull request.';
  static override examples = [
    {
      description: 'To another team',
      command:
        'hyper registry transfer org.acme.platform/event-bus org.acme.data --reason "The data team keeps it."',
    },
    {
      description: 'What would be written',
      command: 'hyper registry transfer org.acme.platform/event-bus org.acme.data --dry-run',
    },
    {
      description: 'On a branch',
      command: 'hyper registry transfer org.acme.platform/event-bus org.acme.data --branch move-event-bus',
    },
  ];
  static override flags = { ...writeFlags, ...reasonFlag };
  static override args = {
    reference: Args.string({ description: 'The artifact.', required: true, ignoreStdin: true }),
    namespace: Args.string({ description: 'The namespace that gets it.', required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(RegistryTransfer);
    const input = { reference: args.reference, to: args.namespace, reason: flags.reason };
    await this.concludeWrite(registryTransfer, input, flags);
  }
}
