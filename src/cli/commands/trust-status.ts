import * as Flags from '@oclif/core/flags';
import { createTrustContext } from '../../composition-trust.ts';
import { trustStatus } from '../../operations/index.ts';
import { readFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper trust status` */
export class TrustStatus extends RegistryCommand {
  static override summary = 'Say who has signed, who is missing, and what each has to run.';
  static override description =
    'Looks at the roots, registry.yaml, namespaces and policies, or at everything that a pull request changes. Exit status 42 means that signatures are missing, 4 that one is false.';
  static override examples = [
    { description: 'Of the registry here', command: 'hyper trust status' },
    { description: 'With the files that are complete', command: 'hyper trust status --output wide' },
    { description: 'Of a pull request', command: 'hyper trust status --changed origin/main' },
  ];
  static override flags = {
    ...readFlags,
    changed: Flags.string({ summary: 'Look at what differs from this revision.', helpValue: 'BASE' }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(TrustStatus);
    const { registry } = this.place(flags);
    const context = await createTrustContext(this.session.context, toProcessFacts(this.session));
    const input = { registry, at: flags.at, changedSince: flags.changed };
    await this.conclude(trustStatus, input, flags, context);
  }
}
