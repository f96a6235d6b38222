import { createTrustContext } from '../../composition-trust.ts';
import { trustShow } from '../../operations/index.ts';
import { readFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper trust show` */
export class TrustShow extends RegistryCommand {
  static override summary = 'Show the trust root, its digest, and who may sign what.';
  static override description =
    'The digest is what clients pin: tell it wherever people look for you. The keys are those of the root, the online key, and those of namespaces that name their own.';
  static override examples = [
    { description: 'Of the registry here', command: 'hyper trust show' },
    { description: 'For a script', command: 'hyper trust show --output json' },
    { description: 'A year ago', command: 'hyper trust show --at 2025-11-22' },
  ];
  static override flags = { ...readFlags };

  override async run(): Promise<void> {
    const { flags } = await this.parse(TrustShow);
    const { registry } = this.place(flags);
    const context = await createTrustContext(this.session.context, toProcessFacts(this.session));
    await this.conclude(trustShow, { registry, at: flags.at }, flags, context);
  }
}
