import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { configGet, configList, configSet, configUnset } from '../../operations/index.ts';
import { ConfigCommand, layerFlags } from '../config-command.ts';
import { dryRunFlag } from '../flags.ts';

const keyArg = { key: Args.string({ description: 'The setting.', required: true, ignoreStdin: true }) };

/** `hyper config list` */
export class ConfigList extends ConfigCommand {
  static override summary = 'List the settings and where they come from.';
  static override description =
    'Shows what is set, as it counts for this run: a flag comes before the environment, that before the project, that before you, and the machine last. Secrets are never printed, only that they are set.';
  static override examples = [
    { description: 'What is set', command: 'hyper config list' },
    { description: 'By whom, and what that hides', command: 'hyper config list --show-origin' },
    { description: 'Every setting that there is', command: 'hyper config list --all --output wide' },
  ];
  static override flags = {
    'show-origin': Flags.boolean({ summary: 'Show the layer and the file, variable or flag of each value.' }),
    all: Flags.boolean({ summary: 'Show settings that nobody set, too.' }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(ConfigList);
    const input = { isAll: flags.all, hasOrigins: flags['show-origin'] };
    await this.conclude(configList, input, flags, await this.world());
  }
}

/** `hyper config get KEY` */
export class ConfigGet extends ConfigCommand {
  static override summary = 'Say what a setting is.';
  static override description =
    'Prints the value that counts for this run; ends with 1 where nobody set it. A secret is not printed.';
  static override examples = [
    {
      description: 'The registry that is used where the folder names none',
      command: 'hyper config get registry',
    },
    { description: 'With the layer and its place', command: 'hyper config get output --output json' },
    { description: 'From another file', command: 'hyper config get namespace --config ci.yaml' },
  ];
  static override args = keyArg;

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(ConfigGet);
    await this.conclude(configGet, { key: args.key }, flags, await this.world());
  }
}

/** `hyper config set KEY VALUE` */
export class ConfigSet extends ConfigCommand {
  static override summary = 'Set a setting in a file of settings.';
  static override description =
    'Writes the setting into your file of settings, that of the project or that of the machine; comments in it stay. Whom to believe and which keys sign, a project may not say, and secrets belong in no file.';
  static override examples = [
    {
      description: 'A registry for all your runs',
      command: 'hyper config set registry https://git.example.com/registry.git',
    },
    {
      description: 'The namespace of a project',
      command: 'hyper config set namespace org.acme --layer project',
    },
    { description: 'Wide tables', command: 'hyper config set output wide' },
  ];
  static override flags = { ...layerFlags, ...dryRunFlag };
  static override args = {
    ...keyArg,
    value: Args.string({ description: 'Its value.', required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(ConfigSet);
    const input = { key: args.key, value: args.value, layer: flags.layer, isDryRun: flags['dry-run'] };
    await this.conclude(configSet, input, flags, await this.world());
  }
}

/** `hyper config unset KEY` */
export class ConfigUnset extends ConfigCommand {
  static override summary = 'Take a setting out of a file of settings.';
  static override description =
    'Removes the setting from your file of settings, that of the project or that of the machine; what a weaker layer says then counts. Ends with 1 where it was not set there.';
  static override examples = [
    { description: 'Back to plain tables', command: 'hyper config unset output' },
    { description: 'In the project', command: 'hyper config unset namespace --layer project' },
    { description: 'In a file of its own', command: 'hyper config unset registry --config ci.yaml' },
  ];
  static override flags = { ...layerFlags, ...dryRunFlag };
  static override args = keyArg;

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(ConfigUnset);
    const input = { key: args.key, layer: flags.layer, isDryRun: flags['dry-run'] };
    await this.conclude(configUnset, input, flags, await this.world());
  }
}
