import * as Flags from '@oclif/core/flags';
import { createTrustWriteContext } from '../../composition-trust.ts';
import { trustRotate } from '../../operations/index.ts';
import { keyFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper trust rotate` */
export class TrustRotate extends RegistryCommand {
  static override summary = 'Write the next version of the trust root.';
  static override description =
    'Keys come and go, and the end moves on. The version before is kept with its signatures, and its keepers sign the new one as well, so that every client can walk from the one to the other.';
  static override examples = [
    { description: 'The same keys for another year', command: 'hyper trust rotate' },
    { description: 'Look at it first', command: 'hyper trust rotate --threshold 3 --dry-run' },
    {
      description: 'One keeper for another',
      command: 'hyper trust rotate --remove ben --add dana.pem',
    },
  ];
  static override flags = {
    add: Flags.string({
      summary:
        'A public key to add (a file, or a name or id in the folder of keys); may stand several times.',
      helpValue: 'KEY',
      multiple: true,
      multipleNonGreedy: true,
    }),
    remove: Flags.string({
      summary: 'A key to take out, by label or the beginning of its id; may stand several times.',
      helpValue: 'KEY',
      multiple: true,
      multipleNonGreedy: true,
    }),
    threshold: Flags.integer({ summary: 'How many must sign (as before).', helpValue: 'N', min: 1 }),
    expires: Flags.integer({
      summary: 'After how many days the new root ends.',
      helpValue: 'DAYS',
      min: 1,
      max: 3650,
      default: 365,
    }),
    'dry-run': Flags.boolean({ summary: 'Show what would be written.', default: false }),
    keys: keyFlags.keys,
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(TrustRotate);
    const { registry } = this.place(flags);
    const facts = toProcessFacts(this.session);
    const asked = { folder: flags.keys, descriptor: undefined };
    const context = await createTrustWriteContext(this.session.context, facts, asked);
    const input = {
      registry,
      add: flags.add ?? [],
      remove: flags.remove ?? [],
      threshold: flags.threshold,
      expiresInDays: flags.expires,
      isDryRun: flags['dry-run'],
    };
    await this.conclude(trustRotate, input, flags, context);
  }
}
