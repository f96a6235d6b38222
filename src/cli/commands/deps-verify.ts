import { createVerifyContext } from '../../composition-trust.ts';
import { depsVerify } from '../../operations/index.ts';
import { DepsCommand, projectFlags } from '../deps-command.ts';
import { toProcessFacts } from '../process-facts.ts';

/** `hyper deps verify` */
export class DepsVerify extends DepsCommand {
  static override summary = 'Check a lock against its registries.';
  static override description =
    'Compares every field of every entry with the registry, verifies each release from the trust root to its signatures, and asks the policies in force now: what was altered or is not believed ends with status 4, what a policy refuses, and what was yanked, deleted, withdrawn or changed in the project since, with status 1.';
  static override examples = [
    { description: 'The project here', command: 'hyper deps verify' },
    { description: 'A lock alone', command: 'hyper deps verify --lock hyper.lock --registry ../registry' },
    { description: 'For scripts', command: 'hyper deps verify --json' },
  ];
  static override flags = { ...projectFlags };

  override async run(): Promise<void> {
    const { flags } = await this.parse(DepsVerify);
    const { context: world, input } = await this.depsPlace(flags);
    const verifying = await createVerifyContext(this.session.context, toProcessFacts(this.session));
    const context = { ...verifying, ...world };
    await this.conclude(depsVerify, input, flags, context);
  }
}
