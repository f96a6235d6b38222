import { depsList, filterRows, lists } from '../../operations/index.ts';
import { DepsCommand, projectFlags } from '../deps-command.ts';
import { filterFlags } from '../flags.ts';

/** `hyper deps list` */
export class DepsList extends DepsCommand {
  static override summary = 'List what the project asks for.';
  static override description =
    'Reads hyper.yaml, and the versions that its lock holds. No registry is read.';
  static override examples = [
    { description: 'The project here', command: 'hyper deps list' },
    { description: 'Another one, for scripts', command: 'hyper deps list --project ../shop --json' },
    { description: 'With another lock', command: 'hyper deps list --lock old.lock' },
  ];
  static override flags = { ...filterFlags, ...projectFlags };

  override async run(): Promise<void> {
    const { flags } = await this.parse(DepsList);
    const { context, input } = await this.depsPlace(flags);
    const operation = filterRows(depsList, lists.DEPENDENCY_LIST, { filter: flags.filter });
    await this.conclude(operation, input, flags, context);
  }
}
