import * as Args from '@oclif/core/args';
import { depsConflicts } from '../../operations/index.ts';
import { readFlags } from '../flags.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper deps conflicts [NAMESPACE]` */
export class DepsConflicts extends RegistryCommand {
  static override summary = 'Find releases whose dependencies do not fit together.';
  static override description =
    'Resolves the latest release of every artifact in a namespace and below it; what has no resolution is a finding with a numbered proof, and circles are told.';
  static override examples = [
    { description: 'The whole registry', command: 'hyper deps conflicts' },
    { description: 'A namespace', command: 'hyper deps conflicts org.acme' },
    { description: 'As of a day', command: 'hyper deps conflicts org.acme --at 2026-01-01' },
  ];
  static override flags = { ...readFlags };
  static override args = {
    namespace: Args.string({ description: 'The namespace; everything unless told.', ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(DepsConflicts);
    const { context, registry } = this.place(flags);
    await this.conclude(depsConflicts, { registry, at: flags.at, namespace: args.namespace }, flags, context);
  }
}
