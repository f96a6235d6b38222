import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { downgrade, upgrade } from '../../operations/index.ts';
import { WriteCommand, writeFlags } from '../write-command.ts';

const formatFlags = {
  to: Flags.integer({
    summary: 'The format: 1 or 2 (upgrade: the newest; downgrade: the one before).',
    helpValue: 'N',
  }),
  ...writeFlags,
} as const;
const formatArgs = {
  reference: Args.string({ description: 'The artifact.', required: true, ignoreStdin: true }),
} as const;

/** `hyper upgrade REFERENCE` */
export class Upgrade extends WriteCommand {
  static override summary = 'Bring one artifact to a later format of manifests.';
  static override description =
    'Changes how artifact.yaml is written, and nothing that it says; comments stay. Format 2 of it can hold a notice. Releases never change and keep their format. A hyper that does not know the format stops at this one file.';
  static override examples = [
    { description: 'What would change', command: 'hyper upgrade org.acme.security/nexus-auth --dry-run' },
    { description: 'In the working tree', command: 'hyper upgrade org.acme.security/nexus-auth' },
    {
      description: 'On a branch, for review',
      command: 'hyper upgrade org.acme.platform/gateway --branch gateway-format-2',
    },
  ];
  static override flags = formatFlags;
  static override args = formatArgs;

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Upgrade);
    await this.concludeWrite(upgrade, { reference: args.reference, to: flags.to }, flags);
  }
}

/** `hyper downgrade REFERENCE` */
export class Downgrade extends WriteCommand {
  static override summary = 'Bring one artifact back to an earlier format of manifests.';
  static override description =
    'The reverse of hyper upgrade: the same bytes but for the revision, which only rises. What the earlier format cannot say is refused and named, and nothing is written.';
  static override examples = [
    { description: 'What would change', command: 'hyper downgrade org.acme.security/nexus-auth --dry-run' },
    { description: 'In the working tree', command: 'hyper downgrade org.acme.security/nexus-auth' },
    {
      description: 'To a certain format',
      command: 'hyper downgrade org.acme.security/nexus-auth --to 1 --branch nexus-auth-format-1',
    },
  ];
  static override flags = formatFlags;
  static override args = formatArgs;

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Downgrade);
    await this.concludeWrite(downgrade, { reference: args.reference, to: flags.to }, flags);
  }
}
