import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { createTrustWriteContext } from '../../composition-trust.ts';
import { keyRevoke } from '../../operations/index.ts';
import { keyFlags, momentFlag } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper key revoke TARGET KEY` */
export class KeyRevoke extends RegistryCommand {
  static override summary = 'Say that a key is not to be trusted.';
  static override description =
    'Edits namespace.yaml, or the online keys of registry.yaml, and keeps its comments. What the key has signed counts only with a proof that it is older than the revocation, or than the theft. The files that are lost are listed.';
  static override examples = [
    { description: 'A key of a namespace', command: 'hyper key revoke org.acme release-2026' },
    { description: 'The online key', command: 'hyper key revoke registry online --new online-2.pem' },
    {
      description: 'A laptop was stolen on the first',
      command: 'hyper key revoke org.acme release-2026 --compromised-since 2026-11-01T00:00:00Z --new spare',
    },
  ];
  static override flags = {
    'compromised-since': momentFlag({
      summary: 'From when on somebody else may have had the key (now).',
      helpValue: 'TIME',
    }),
    reason: Flags.string({ summary: 'Why, for everybody to read.', helpValue: 'TEXT' }),
    new: Flags.string({
      summary: 'A public key to add in its place (a file, or a name or id in the folder of keys).',
      helpValue: 'KEY',
    }),
    'dry-run': Flags.boolean({ summary: 'Show what would be written.', default: false }),
    keys: keyFlags.keys,
  };
  static override args = {
    target: Args.string({
      description: 'A namespace, or "registry" for the online key.',
      required: true,
      ignoreStdin: true,
    }),
    key: Args.string({
      description: 'The label of the key, or the beginning of its id.',
      required: true,
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(KeyRevoke);
    const { registry } = this.place(flags);
    const facts = toProcessFacts(this.session);
    const asked = { folder: flags.keys, descriptor: undefined };
    const context = await createTrustWriteContext(this.session.context, facts, asked);
    const input = {
      registry,
      target: args.target,
      key: args.key,
      add: flags.new,
      reason: flags.reason,
      compromisedSince: flags['compromised-since'],
      isDryRun: flags['dry-run'],
    };
    await this.conclude(keyRevoke, input, flags, context);
  }
}
