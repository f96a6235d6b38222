import { depsList } from '../../operations/index.ts';
import { DepsCommand, projectFlags } from '../deps-command.ts';

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
  static override flags = { ...projectFlags };

  override async run(): Promise<void> {
    const { flags } = await this.parse(DepsList);
    const { context, input } = await this.depsPlace(flags);
    await this.conclude(depsList, input, flags, context);
  }
}
