import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { createKeyContext } from '../../composition-trust.ts';
import { keyGenerate } from '../../operations/index.ts';
import { BaseCommand } from '../base-command.ts';
import { keyFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';

const ALGORITHMS = ['ed25519', 'ecdsa-p256', 'rsa-pss'] as const;

/** `hyper key generate [NAME]` */
export class KeyGenerate extends BaseCommand {
  static override summary = 'Make a key to sign with.';
  static override description =
    'The private key is encrypted under a passphrase and written to the folder of keys, for its owner alone to read; never into a git repository and never over another key. The passphrase comes from a prompt, a file descriptor or HYPER_PASSPHRASE.';
  static override examples = [
    { description: 'A key for releases', command: 'hyper key generate release-2026' },
    {
      description: 'With the passphrase of a file',
      command: 'hyper key generate ci --passphrase-fd 3 3< passphrase.txt',
    },
    {
      description: 'Of another kind, in another folder',
      command: 'hyper key generate root --algorithm ecdsa-p256 --keys /media/usb/keys',
    },
  ];
  static override flags = {
    ...keyFlags,
    algorithm: Flags.option({
      options: ALGORITHMS,
      summary: 'The kind of key (ed25519).',
      helpValue: ALGORITHMS.join('|'),
    })(),
    'no-passphrase': Flags.boolean({
      summary: 'Write the key as it is, for a machine that is thrown away.',
      exclusive: ['passphrase-fd'],
    }),
  };
  static override args = {
    name: Args.string({
      description: 'The name of the key; made from its kind and id unless told.',
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(KeyGenerate);
    const { context } = this.session;
    const asked = { folder: flags.keys, descriptor: flags['passphrase-fd'] };
    const keyContext = await createKeyContext(context, toProcessFacts(this.session), asked);
    const input = {
      name: args.name,
      algorithm: flags.algorithm ?? ('ed25519' as const),
      isEncrypted: !flags['no-passphrase'],
    };
    await this.conclude(keyGenerate, input, flags, keyContext);
  }
}
