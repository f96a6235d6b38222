import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { HyperError } from '../../core/index.ts';
import { validate } from '../../operations/index.ts';
import { readFlags } from '../flags.ts';
import { readStdin } from '../read-stdin.ts';
import { registryAround } from '../registry-around.ts';
import { RegistryCommand } from '../registry-command.ts';

const STDIN = '-';

/** `hyper validate [PATH]` */
export class Validate extends RegistryCommand {
  static override summary = 'Check manifests, layout and names, and say what is wrong and where.';
  static override description =
    'Checks the whole registry, a folder, file or artifact of it, what changed since a revision, or a text from stdin. Every fault is told in one pass; exit status 1 means there are some.';
  static override examples = [
    { description: 'The registry here', command: 'hyper validate' },
    {
      description: 'What a pull request changes',
      command: 'hyper validate --changed origin/main --output github',
    },
    {
      description: 'A manifest that an editor holds',
      command: 'hyper validate - --stdin-path namespaces/org/acme/tool/1.0.0.yaml',
    },
  ];
  static override flags = {
    ...readFlags,
    changed: Flags.string({ summary: 'Check only what differs from this revision.', helpValue: 'BASE' }),
    'stdin-path': Flags.string({
      summary: 'With "-": the path that the text from stdin stands for.',
      helpValue: 'PATH',
    }),
  };
  static override args = {
    path: Args.string({
      description: 'A folder, a file, a namespace, a reference, or - for stdin.',
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Validate);
    const { path } = args;
    if (path === STDIN) {
      const isOfRegistry = [flags.at, flags.changed, flags.registry].some((said) => said !== undefined);
      if (isOfRegistry) throw notOfStdin();
      const bytes = await readStdin(this.session.interruption.signal);
      const { validateText } = await import('../../operations/validate/validate-text.ts');
      const operation = {
        ...validate,
        run: () => Promise.resolve(validateText(bytes, flags['stdin-path'] ?? 'stdin.yaml')),
      };
      await this.conclude(operation, {}, flags);
      return;
    }
    if (flags['stdin-path'] !== undefined) {
      throw new HyperError(
        'HYPER_USAGE_FLAG_CONFLICT',
        '--stdin-path says what stdin stands for, and stdin is not read',
        {
          hint: `hyper validate - --stdin-path ${flags['stdin-path']}`,
        },
      );
    }
    const { context, registry } = this.place({ ...flags, registry: flags.registry ?? registryAround(path) });
    const input = { registry, path, at: flags.at, changedSince: flags.changed };
    await this.conclude(validate, input, flags, context);
  }
}

function notOfStdin(): HyperError {
  return new HyperError(
    'HYPER_USAGE_FLAG_CONFLICT',
    'a text from stdin is of no registry, and has no revisions',
    {
      hint: 'leave out --at, --changed and --registry',
    },
  );
}
