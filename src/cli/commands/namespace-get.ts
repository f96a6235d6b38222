import * as Args from '@oclif/core/args';
import { namespaceGet } from '../../operations/index.ts';
import { readFlags } from '../flags.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper namespace get NAMESPACE` */
export class NamespaceGet extends RegistryCommand {
  static override summary = 'Show a namespace and where what holds in it comes from.';
  static override description =
    'Owners, labels, policies in force, grants and quotas, each with the namespace that it is inherited from.';
  static override examples = [
    { description: 'In dotted form', command: 'hyper namespace get org.acme.security' },
    { description: 'In slash form', command: 'hyper namespace get orgs/acme/security' },
    { description: 'As it was at a tag', command: 'hyper namespace get org.acme --at v1 --output yaml' },
  ];
  static override flags = { ...readFlags };
  static override args = {
    namespace: Args.string({ description: 'The namespace.', required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(NamespaceGet);
    const { context, registry } = this.place(flags);
    await this.conclude(namespaceGet, { registry, at: flags.at, path: args.namespace }, flags, context);
  }
}
