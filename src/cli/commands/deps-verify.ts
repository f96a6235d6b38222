import { depsVerify } from '../../operations/index.ts';
import { DepsCommand, projectFlags } from '../deps-command.ts';

/** `hyper deps verify` */
export class DepsVerify extends DepsCommand {
  static override summary = 'Check a lock against its registries.';
  static override description =
    'Compares every field of every entry with the registry: what was altered ends with status 4, what was yanked, deleted, withdrawn or changed in the project since with status 1.';
  static override examples = [
    { description: 'The project here', command: 'hyper deps verify' },
    { description: 'A lock alone', command: 'hyper deps verify --lock hyper.lock --registry ../registry' },
    { description: 'For scripts', command: 'hyper deps verify --json' },
  ];
  static override flags = { ...projectFlags };

  override async run(): Promise<void> {
    const { flags } = await this.parse(DepsVerify);
    const { context, input } = await this.depsPlace(flags);
    await this.conclude(depsVerify, input, flags, context);
  }
}
