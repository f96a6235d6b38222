import { filterRows, lists, registryList } from '../../operations/index.ts';
import { listFlags, readFlags } from '../flags.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper registry list` */
export class RegistryList extends RegistryCommand {
  static override summary = 'List artifacts with their latest release.';
  static override description =
    'One row for each artifact: what its latest release says, and its state. Yanked and archived ones are listed too.';
  static override examples = [
    { description: 'Everything of one organisation', command: 'hyper registry list --namespace org.acme' },
    {
      description: 'Plugins that carry a label',
      command: 'hyper registry list --filter "type=plugin releases>1" --label tier=gold',
    },
    { description: 'As it was last spring', command: 'hyper registry list --at 2026-03-01 --output json' },
  ];
  static override flags = { ...listFlags, ...readFlags };

  override async run(): Promise<void> {
    const { flags } = await this.parse(RegistryList);
    const { filter, selector, label, at } = flags;
    const { context, registry } = this.place(flags);
    const operation = filterRows(registryList, lists.ARTIFACT_LIST, {
      filter,
      selector,
      labels: label,
    });
    await this.conclude(operation, { registry, at, namespace: flags.namespace }, flags, context);
  }
}
