import * as Flags from '@oclif/core/flags';
import { createCiContext } from '../../composition-ci.ts';
import { preReceive } from '../../operations/index.ts';
import { toProcessFacts } from '../process-facts.ts';
import { readStdin } from '../read-stdin.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper hook pre-receive` */
export class HookPreReceive extends RegistryCommand {
  static override summary = 'Judge a push before a bare repository takes it.';
  static override description =
    'Git starts it as hooks/pre-receive (hyper hook install). It reads "old new ref" lines on stdin and the pushed objects where git has set them apart; what the gate refuses or a person must decide does not go in, and the branch is neither deleted nor rewritten. Without a forge nobody can approve: such changes are pushed by whoever may turn the hook off.';
  static override examples = [
    { description: 'As git starts it', command: 'hyper hook pre-receive --registry .' },
    { description: 'Another branch', command: 'hyper hook pre-receive --registry . --default-branch trunk' },
    { description: 'For a program', command: 'hyper hook pre-receive --registry . --output json' },
  ];
  static override flags = {
    'default-branch': Flags.string({
      summary: 'The branch that the registry is.',
      helpValue: 'BRANCH',
      default: 'main',
    }),
    as: Flags.string({
      summary: 'Who pushes. Else HYPER_ACTOR, which the server sets.',
      helpValue: 'PRINCIPAL',
    }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(HookPreReceive);
    const { registry } = this.place(flags);
    const updates = Buffer.from(await readStdin(this.session.interruption.signal)).toString('utf8');
    const context = await createCiContext(this.session.context, toProcessFacts(this.session));
    await this.conclude(
      preReceive,
      {
        registry,
        updates,
        branch: flags['default-branch'],
        as: flags.as ?? this.session.settings().environment['HYPER_ACTOR'],
      },
      flags,
      context,
    );
  }
}
