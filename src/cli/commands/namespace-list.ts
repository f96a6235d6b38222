import { filterRows, lists, namespaceList } from '../../operations/index.ts';
import { listFlags, readFlags } from '../flags.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper namespace list` */
export class NamespaceList extends RegistryCommand {
  static override summary = 'List namespaces with their owners and how much they hold.';
  static override description =
    'One row for each namespace, in order of path; artifacts are counted directly in it.';
  static override examples = [
    { description: 'All of them', command: 'hyper namespace list' },
    { description: 'One and what is below it', command: 'hyper namespace list --namespace org.acme' },
    {
      description: 'Those that everyone may read',
      command: 'hyper namespace list --filter visibility=public --json',
    },
  ];
  static override flags = { ...listFlags, ...readFlags };

  override async run(): Promise<void> {
    const { flags } = await this.parse(NamespaceList);
    const { filter, selector, label, at } = flags;
    const { context, registry } = this.place(flags);
    const operation = filterRows(namespaceList, lists.NAMESPACE_LIST, {
      filter,
      selector,
      labels: label,
    });
    await this.conclude(operation, { registry, at, namespace: flags.namespace }, flags, context);
  }
}
