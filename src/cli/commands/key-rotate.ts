import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { createTrustWriteContext } from '../../composition-trust.ts';
import { keyRotate } from '../../operations/index.ts';
import { keyFlags, momentFlag } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper key rotate TARGET` */
export class KeyRotate extends RegistryCommand {
  static override summary = 'Add a key to a namespace or the registry, or let one end.';
  static override description =
    'Edits namespace.yaml, or the online key of registry.yaml, and keeps its comments. A change that would leave a signed file unverifiable is refused, with the list of those files and with what to run first.';
  static override examples = [
    { description: 'A new key beside the old one', command: 'hyper key rotate org.acme --new release-2027' },
    { description: 'The old one ends', command: 'hyper key rotate org.acme --old release-2026' },
    { description: 'Another online key', command: 'hyper key rotate registry --new ci-2027.pem' },
  ];
  static override flags = {
    new: Flags.string({
      summary: 'A public key to add (a file, or a name or id in the folder of keys).',
      helpValue: 'KEY',
    }),
    old: Flags.string({
      summary: 'The key that ends, by label or the beginning of its id.',
      helpValue: 'KEY',
    }),
    ends: momentFlag({ summary: 'When the old key ends (now).', helpValue: 'TIME' }),
    'dry-run': Flags.boolean({ summary: 'Show what would be written.', default: false }),
    keys: keyFlags.keys,
  };
  static override args = {
    target: Args.string({
      description: 'A namespace, or "registry" for the online key.',
      required: true,
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(KeyRotate);
    const { registry } = this.place(flags);
    const facts = toProcessFacts(this.session);
    const asked = { folder: flags.keys, descriptor: undefined };
    const context = await createTrustWriteContext(this.session.context, facts, asked);
    const { target } = args;
    const input = {
      registry,
      target,
      add: flags.new,
      key: flags.old,
      endsAt: flags.ends,
      isDryRun: flags['dry-run'],
    };
    await this.conclude(keyRotate, input, flags, context);
  }
}
