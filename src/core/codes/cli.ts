import type { CodeEntry } from './code-entry.ts';

/** Codes of the command line: what was typed, asked or written there. */
export const CLI_CODES = {
  HYPER_USAGE_COMMAND_UNKNOWN: {
    exit: 2,
    title: 'no such command',
    explanation: 'The words after hyper name no command and no topic. Nothing was run.',
    fix: 'List the commands with: hyper --help',
  },
  HYPER_USAGE_FLAG_UNKNOWN: {
    exit: 2,
    title: 'no such flag',
    explanation: 'The command has no flag of that name. Nothing was run.',
    fix: 'List the flags with: hyper <command> --help',
  },
  HYPER_USAGE_FLAG_VALUE: {
    exit: 2,
    title: 'a flag with a wrong value',
    explanation:
      'A flag has no value, a value outside its list, or stands twice where it may stand once. Nothing was run.',
    fix: 'Give one of the values that the message names; hyper <command> --help explains them.',
  },
  HYPER_USAGE_FLAG_CONFLICT: {
    exit: 2,
    title: 'flags that do not go together',
    explanation: 'A flag excludes or needs another one. Nothing was run.',
    fix: 'Leave one of the flags out, or add the one that is needed.',
  },
  HYPER_USAGE_FLAG_MISSING: {
    exit: 2,
    title: 'a missing flag',
    explanation: 'The command needs a flag that was not given. Nothing was run.',
    fix: 'Add the flag that the message names; hyper <command> --help explains it.',
  },
  HYPER_USAGE_ARGUMENT_MISSING: {
    exit: 2,
    title: 'a missing argument',
    explanation: 'The command needs an argument that was not given. Nothing was run.',
    fix: 'See the first lines of: hyper <command> --help',
  },
  HYPER_USAGE_ARGUMENT_UNEXPECTED: {
    exit: 2,
    title: 'an argument too many',
    explanation: 'The command takes fewer arguments than were given. Nothing was run.',
    fix: 'Quote arguments that hold spaces, and see: hyper <command> --help',
  },
  HYPER_USAGE_ARGUMENT_VALUE: {
    exit: 2,
    title: 'an argument with a wrong value',
    explanation: 'The argument is not one of those that the command knows. Nothing was run.',
    fix: 'Give one of the values that the message names.',
  },
  HYPER_USAGE_SELECTOR: {
    exit: 2,
    title: 'a selector that cannot be read',
    explanation:
      'A label selector is a list of requirements with commas: key=value, key!=value, key in (a,b), key notin (a,b), key, !key.',
    fix: 'Write for example: --selector "tier=gold,region in (eu,us)"',
  },
  HYPER_USAGE_FILTER: {
    exit: 2,
    title: 'a filter that cannot be read',
    explanation:
      'A filter is a query (docs/query.md) over the fields of the rows that a list prints as JSON: words, and conditions such as field=value, field!=value or releases>3, with a space, AND, OR, NOT and parentheses between them.',
    fix: 'Write for example: --filter "type=plugin (state=published OR state=deprecated)"',
  },
  HYPER_TERMINAL_MISSING: {
    exit: 3,
    title: 'a command for a terminal without one',
    explanation:
      'The dashboard reads keys and draws on a terminal. Its input or output is a pipe or a file, the terminal says that it is dumb, or another format was asked for.',
    fix: 'Run it at a terminal (over ssh: ssh -t HOST hyper dashboard), or use the commands that the hint names.',
  },
  HYPER_SETTINGS_UNREADABLE: {
    exit: 2,
    title: 'a settings file that cannot be read',
    explanation: 'The file named by --config is not there or may not be read. Nothing was run.',
    fix: 'Check the path after --config; without the flag, the file in your configuration folder is read if it is there.',
  },
  HYPER_SETTINGS_INVALID: {
    exit: 2,
    title: 'a settings file with faults',
    explanation:
      'A file of settings is a YAML mapping of the settings that hyper config list --all shows; something else stands in it.',
    fix: 'Mend the file named in the message.',
  },
  HYPER_SETTING_UNKNOWN: {
    exit: 2,
    title: 'a setting that there is not',
    explanation: 'No setting has this name. Settings are the ones that hyper config list --all shows.',
    fix: 'Look at the names with: hyper config list --all',
  },
  HYPER_SETTING_UNSET: {
    exit: 1,
    title: 'a setting that is not set',
    explanation: 'No layer says anything of this setting, or not the one that was asked for.',
    fix: 'See who sets what with: hyper config list --show-origin',
  },
  HYPER_SETTING_SECRET: {
    exit: 2,
    title: 'a secret in a file of settings',
    explanation:
      'Passphrases and tokens are read from the environment or asked for; no file of settings may hold them.',
    fix: 'Take it out of the file, and give it as the variable that the message names.',
  },
  HYPER_SETTING_LAYER: {
    exit: 2,
    title: 'a setting that a project may not make',
    explanation:
      'What decides whom and what to believe, and which keys sign, is for the user to say: a project is written by others.',
    fix: 'Take it out of hyper.config.yaml of the project, or set it for yourself with: hyper config set',
  },
  HYPER_SETTINGS_PLACE: {
    exit: 3,
    title: 'no place for settings',
    explanation:
      'The layer has no file here: the environment names no home, or no folder upwards holds a project.',
    fix: 'Set HOME or XDG_CONFIG_HOME, name a file with --config, or make a project with: hyper init --project',
  },
  HYPER_CODE_UNKNOWN: {
    exit: 2,
    title: 'no such code',
    explanation: 'Every finding and error has a code, and the one that was asked for is none of them.',
    fix: 'List the codes with: hyper explain',
  },
  HYPER_SERVE_ADDRESS: {
    exit: 3,
    title: 'an address that cannot be listened on',
    explanation:
      'Another program listens on the port, the port needs rights that this process has not, or the address is none of this machine.',
    fix: 'Choose another port with --port; --port 0 takes any that is free.',
  },
} as const satisfies Record<string, CodeEntry>;
