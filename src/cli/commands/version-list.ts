import * as Args from '@oclif/core/args';
import { filterRows, lists, versionList } from '../../operations/index.ts';
import { filterFlags, readFlags } from '../flags.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper version list REFERENCE` */
export class VersionList extends RegistryCommand {
  static override summary = 'List the versions of an artifact with their state and names.';
  static override description =
    'Highest first; deleted ones are listed too. latest is the highest that a resolver may choose.';
  static override examples = [
    { description: 'One artifact', command: 'hyper version list org.acme.platform/gateway' },
    {
      description: 'As it was',
      command: 'hyper version list org.acme.platform/gateway --at 2026-03-01',
    },
    {
      description: 'For scripts',
      command: 'hyper version list gateway --namespace org.acme.platform --output json',
    },
  ];
  static override flags = { ...filterFlags, ...readFlags };
  static override args = {
    reference: Args.string({ description: 'The artifact.', required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(VersionList);
    const { context, registry, namespace } = this.place(flags);
    const input = { registry, at: flags.at, reference: args.reference, namespace };
    const operation = filterRows(versionList, lists.VERSION_LIST, { filter: flags.filter });
    await this.conclude(operation, input, flags, context);
  }
}
