/** The flags of every command that take a value: they may stand before the command, as in `hyper --output json doctor`. */
export const GLOBAL_VALUE_FLAGS: ReadonlySet<string> = new Set([
  '--output',
  '--config',
  '--namespace',
  '--registry',
  '--at',
]);

/** The flags of every command, and of every read, that take no value. */
const GLOBAL_SWITCHES = ['--json', '--quiet', '--no-pager', '--verbose', '--debug', '--trace'] as const;

/** What may stand before the command. */
export const GLOBAL_FLAGS: ReadonlySet<string> = new Set([
  ...GLOBAL_VALUE_FLAGS,
  ...GLOBAL_SWITCHES,
  '--help',
  '--version',
]);
