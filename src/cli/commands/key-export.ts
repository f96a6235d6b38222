import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { createKeyContext } from '../../composition-trust.ts';
import { keyExport } from '../../operations/index.ts';
import { BaseCommand } from '../base-command.ts';
import { keyFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';

const FORMATS = ['pem', 'spki', 'openssh', 'yaml'] as const;

/** `hyper key export KEY` */
export class KeyExport extends BaseCommand {
  static override summary = 'Print the public half of a key.';
  static override description =
    'As PEM for openssl and cosign, as base64 of the SubjectPublicKeyInfo, as a line of OpenSSH, or as the entry of a manifest. The private half is never printed, and no passphrase is needed.';
  static override examples = [
    { description: 'For other tools', command: 'hyper key export release-2026 > release-2026.pem' },
    {
      description: 'For the manifest of a namespace',
      command: 'hyper key export release-2026 --format yaml',
    },
    {
      description: 'By the beginning of its id',
      command: 'hyper key export sha256:1b4f0e98 --format openssh',
    },
  ];
  static override flags = {
    keys: keyFlags.keys,
    format: Flags.option({
      options: FORMATS,
      summary: 'The form of the key (pem).',
      helpValue: FORMATS.join('|'),
    })(),
  };
  static override args = {
    key: Args.string({
      description: 'Name, id or file of the key.',
      required: true,
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(KeyExport);
    const { context } = this.session;
    const asked = { folder: flags.keys, descriptor: undefined };
    const keyContext = await createKeyContext(context, toProcessFacts(this.session), asked);
    await this.conclude(keyExport, { key: args.key, format: flags.format ?? 'pem' }, flags, keyContext);
  }
}
