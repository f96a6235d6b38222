import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { CODES, HyperError } from '../../core/index.ts';
import { namespaceList, registryList, versionList } from '../../operations/index.ts';
import { bashScript, zshScript } from '../completion/bash-script.ts';
import { fishScript } from '../completion/fish-script.ts';
import { isShellSafe } from '../completion/shell-quote.ts';
import { readSurface } from '../completion/surface.ts';
import type { NameKind } from '../completion/surface.ts';
import { listed } from '../retell-parser.ts';
import { RegistryCommand } from '../registry-command.ts';
import type { PlaceFlags } from '../registry-place.ts';

const SCRIPTS = { bash: bashScript, fish: fishScript, zsh: zshScript } as const;
const SHELLS = ['bash', 'fish', 'zsh'] as const;
const NAME_KINDS = ['references', 'namespaces', 'targets', 'codes'] as const satisfies readonly NameKind[];

/** `hyper completion SHELL` */
export class Completion extends RegistryCommand {
  static override summary = 'Print the script that lets a shell complete hyper.';
  static override description =
    'Commands, flags and their values are completed by the script alone; names of namespaces and artifacts are read from the registry at hand.';
  static override examples = [
    { description: 'bash, in ~/.bashrc', command: 'eval "$(hyper completion bash)"' },
    { description: 'zsh, in ~/.zshrc', command: 'eval "$(hyper completion zsh)"' },
    { description: 'fish, in config.fish', command: 'hyper completion fish | source' },
  ];
  static override flags = {
    names: Flags.option({
      options: NAME_KINDS,
      hidden: true,
      summary: 'Print the names to complete, one a line.',
    })(),
    word: Flags.string({
      hidden: true,
      summary: 'What was typed of the name: behind "@", versions are completed.',
    }),
  };
  static override args = {
    shell: Args.option({ options: SHELLS, description: 'Which shell.', ignoreStdin: true })(),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Completion);
    const { terminal } = this.session;
    if (flags.names !== undefined) {
      const names = await this.readNames(flags.names, flags);
      terminal.writeResult(
        names
          .filter(isShellSafe)
          .map((name) => `${name}\n`)
          .join(''),
      );
      return;
    }
    if (args.shell === undefined) {
      throw new HyperError(
        'HYPER_USAGE_ARGUMENT_MISSING',
        `missing argument SHELL, expected ${listed(SHELLS)}`,
        {
          hint: 'hyper completion bash',
        },
      );
    }
    const { COMMANDS } = await import('../command-table.ts');
    terminal.writeResult(SCRIPTS[args.shell](await readSurface(COMMANDS)));
  }

  private async readNames(
    kind: (typeof NAME_KINDS)[number],
    flags: PlaceFlags & { readonly word?: string | undefined },
  ): Promise<readonly string[]> {
    if (kind === 'codes') return Object.keys(CODES);
    const { context, registry } = this.place(flags);
    const input = { registry, at: undefined, namespace: undefined };
    const word = flags.word ?? '';
    const reference = kind === 'namespaces' ? '' : word.slice(0, Math.max(0, word.lastIndexOf('@')));
    if (reference.includes('/')) {
      const { data } = await versionList.run(context, { ...input, reference });
      const selectors = data.versions.flatMap(({ version, channels, tags }) => [
        version,
        ...channels,
        ...tags,
      ]);
      return [...new Set(selectors)].map((selector) => `${reference}@${selector}`);
    }
    const namespaces =
      kind === 'references' ? [] : (await namespaceList.run(context, input)).data.map(({ path }) => path);
    const references =
      kind === 'namespaces' ? [] : (await registryList.run(context, input)).data.map((row) => row.reference);
    return [...namespaces, ...references];
  }
}
