import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { sign } from '../../operations/index.ts';
import { keyFlags, signerFlags } from '../flags.ts';
import { SigningCommand } from '../signing-command.ts';

/** `hyper sign REF...` */
export class Sign extends SigningCommand {
  static override summary = 'Sign manifests: each gets a Sigstore bundle beside it.';
  static override description =
    'Signs the exact bytes of each manifest, with a key or, in a workflow, with the identity of the job. What is signed is shown before: the digest, and what differs from the version before. A signer who does not count there is refused. --dry-run shows it and signs nothing. All signatures are written or none; signing twice changes nothing; signatures of others stay.';
  static override examples = [
    { description: 'A release', command: 'hyper sign org.acme.platform/gateway@2.2.0 --key release' },
    {
      description: 'Everything that the keys of a namespace sign',
      command: 'hyper sign --all org.acme.platform --key release --passphrase-fd 3 3< passphrase.txt',
    },
    { description: 'In a workflow, without a key', command: 'hyper sign --all org.acme --keyless' },
  ];
  static override flags = {
    ...signerFlags,
    ...keyFlags,
    all: Flags.boolean({
      summary:
        'Sign all releases, states and policies in and below the namespaces that are named, or everywhere.',
    }),
    'dry-run': Flags.boolean({
      summary: 'Show the statements, what changes and whether the signer counts, and sign nothing.',
    }),
    force: Flags.boolean({ summary: 'Sign also what the signer does not count for.' }),
  };
  static override args = {
    ref: Args.string({
      description: 'References, ids, namespaces, or paths of manifests.',
      ignoreStdin: true,
    }),
  };
  static override strict = false;

  override async run(): Promise<void> {
    const { argv, flags } = await this.parse(Sign);
    const { context, registry, namespace } = await this.openSigning(flags);
    const targets = argv.map(String);
    const input = {
      registry,
      targets,
      isAll: flags.all,
      isDryRun: flags['dry-run'],
      isForced: flags.force,
      namespace,
    };
    await this.conclude(sign, input, flags, context);
  }
}
