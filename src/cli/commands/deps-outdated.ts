import * as Flags from '@oclif/core/flags';
import { depsOutdated, filterRows, lists } from '../../operations/index.ts';
import { DepsCommand, projectFlags } from '../deps-command.ts';
import { filterFlags } from '../flags.ts';

/** `hyper deps outdated` */
export class DepsOutdated extends DepsCommand {
  static override summary = 'List what is locked although there is something newer.';
  static override description =
    'Shows the version that is locked, the highest that the range of the project takes, and the latest of all.';
  static override examples = [
    { description: 'What the project asks for', command: 'hyper deps outdated' },
    { description: 'Everything that is locked', command: 'hyper deps outdated --all' },
    { description: 'As of a day', command: 'hyper deps outdated --at 2026-01-01' },
  ];
  static override flags = {
    ...filterFlags,
    ...projectFlags,
    all: Flags.boolean({ summary: 'Look at everything that is locked.' }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(DepsOutdated);
    const { context, input } = await this.depsPlace(flags);
    const operation = filterRows(depsOutdated, lists.OUTDATED_LIST, { filter: flags.filter });
    await this.conclude(operation, { ...input, isAll: flags.all }, flags, context);
  }
}
