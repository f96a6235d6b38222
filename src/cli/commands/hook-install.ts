import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { createHookInstallContext } from '../../composition-forge.ts';
import { hookInstall } from '../../operations/index.ts';
import { BaseCommand } from '../base-command.ts';
import { toProcessFacts } from '../process-facts.ts';

/** `hyper hook install DIR` */
export class HookInstall extends BaseCommand {
  static override summary = 'Have git judge every push to a bare repository.';
  static override description =
    'Writes hooks/pre-receive, which starts hyper hook pre-receive; hyper must be on the PATH of whoever runs git there. Another hook that is there stays, and the command says how to call hyper from it. Delete the file to have pushes judged no more.';
  static override examples = [
    { description: 'A registry on a machine of yours', command: 'hyper hook install /srv/git/registry.git' },
    { description: 'Here', command: 'hyper hook install .' },
    { description: 'With another branch', command: 'hyper hook install registry.git --default-branch trunk' },
  ];
  static override flags = {
    'default-branch': Flags.string({
      summary: "The branch that the registry is. Else the one that the repository's HEAD names.",
      helpValue: 'BRANCH',
    }),
  };
  static override args = {
    dir: Args.string({ description: 'The bare repository.', required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(HookInstall);
    const context = await createHookInstallContext(this.session.context, toProcessFacts(this.session));
    await this.conclude(hookInstall, { folder: args.dir, branch: flags['default-branch'] }, flags, context);
  }
}
