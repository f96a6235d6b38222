import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { attest } from '../../operations/index.ts';
import { keyFlags, signerFlags } from '../flags.ts';
import { SigningCommand } from '../signing-command.ts';

/** `hyper attest REF...` */
export class Attest extends SigningCommand {
  static override summary = 'Say, for the registry, that it accepted signed manifests.';
  static override description =
    'Adds an attestation by the online key of the registry to the signatures of each manifest. It proves that the manifest was signed at this time, also when the keys that signed it have expired. Verify first: an attestation says that somebody did.';
  static override examples = [
    { description: 'A release', command: 'hyper attest org.acme.platform/gateway@2.2.0 --key online' },
    {
      description: 'Everything, in the workflow of the default branch',
      command: 'hyper attest --all --keyless',
    },
    {
      description: 'With a timestamp of somebody else',
      command: 'hyper attest --all org.acme --key online --tsa-url https://timestamp.sigstore.dev',
    },
  ];
  static override flags = {
    ...signerFlags,
    ...keyFlags,
    all: Flags.boolean({
      summary:
        'Attest all releases, states and policies in and below the namespaces that are named, or everywhere.',
    }),
    'dry-run': Flags.boolean({ summary: 'Show the attestations, and sign nothing.' }),
  };
  static override args = {
    ref: Args.string({
      description: 'References, ids, namespaces, or paths of manifests.',
      ignoreStdin: true,
    }),
  };
  static override strict = false;

  override async run(): Promise<void> {
    const { argv, flags } = await this.parse(Attest);
    const { context, registry, namespace } = await this.openSigning(flags);
    const targets = argv.map(String);
    const input = { registry, targets, isAll: flags.all, isDryRun: flags['dry-run'], namespace };
    await this.conclude(attest, input, flags, context);
  }
}
