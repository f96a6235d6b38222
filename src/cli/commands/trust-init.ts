import * as Flags from '@oclif/core/flags';
import { createTrustWriteContext } from '../../composition-trust.ts';
import { trustInit } from '../../operations/index.ts';
import { keyFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper trust init` */
export class TrustInit extends RegistryCommand {
  static override summary = 'Write the first trust root of a registry.';
  static override description =
    'All trust in a registry begins in trust/root.yaml: it names the keys of its keepers and how many of them must sign. What each of them has to run then is printed.';
  static override examples = [
    {
      description: 'Three keepers, of whom two must sign',
      command: 'hyper trust init --key ada.pem --key ben.pem --key cleo.pem --online ci.pem',
    },
    { description: 'One keeper, who signs alone', command: 'hyper trust init --key ada.pem' },
    { description: 'Look at it first', command: 'hyper trust init --key ada.pem --dry-run' },
  ];
  static override flags = {
    key: Flags.string({
      summary: 'A public key (a file, or a name or id in the folder of keys); once for each keeper.',
      helpValue: 'KEY',
      multiple: true,
      multipleNonGreedy: true,
      required: true,
    }),
    threshold: Flags.integer({ summary: 'How many must sign (more than half).', helpValue: 'N', min: 1 }),
    expires: Flags.integer({
      summary: 'After how many days the root ends.',
      helpValue: 'DAYS',
      min: 1,
      max: 3650,
      default: 365,
    }),
    online: Flags.string({
      summary: 'The public key that will sign builds and attest.',
      helpValue: 'KEY',
    }),
    'dry-run': Flags.boolean({ summary: 'Show what would be written.', default: false }),
    keys: keyFlags.keys,
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(TrustInit);
    const { registry } = this.place(flags);
    const facts = toProcessFacts(this.session);
    const asked = { folder: flags.keys, descriptor: undefined };
    const context = await createTrustWriteContext(this.session.context, facts, asked);
    const input = {
      registry,
      keys: flags.key,
      threshold: flags.threshold,
      expiresInDays: flags.expires,
      online: flags.online,
      isDryRun: flags['dry-run'],
    };
    await this.conclude(trustInit, input, flags, context);
  }
}
