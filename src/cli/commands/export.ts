import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { createExportContext } from '../../composition-write.ts';
import { exportNamespace } from '../../operations/index.ts';
import { readFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper export NAMESPACE --out FILE` */
export class Export extends RegistryCommand {
  static override summary = 'Write a namespace with its history and signatures as one archive.';
  static override description =
    'The archive is a tar that stands for itself: manifests, states, signatures, blobs, the chain of trust that leads to them, the history as a git bundle, and a list of digests that sha256sum checks. The same commit gives the same bytes. Exported is what is committed. hyper import makes a registry of it.';
  static override examples = [
    { description: 'One organisation', command: 'hyper export org.acme --out acme.tar' },
    {
      description: 'As it was then',
      command: 'hyper export org.acme.security --at 2026-01-01 --out security-2026.tar',
    },
    {
      description: 'From a registry elsewhere',
      command: 'hyper export lib --registry https://git.example.org/registry.git --out lib.tar',
    },
  ];
  static override flags = {
    ...readFlags,
    out: Flags.string({
      summary: 'The file to write; it must not be there yet.',
      helpValue: 'FILE',
      required: true,
    }),
  };
  static override args = {
    namespace: Args.string({ description: 'The namespace.', required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Export);
    const { registry } = this.place(flags);
    const context = await createExportContext(this.session.context, toProcessFacts(this.session));
    const input = { registry, namespace: args.namespace, at: flags.at ?? 'HEAD', out: flags.out };
    await this.conclude(exportNamespace, input, flags, context);
  }
}
