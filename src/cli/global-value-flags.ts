/** The flags of every command that take a value: they may stand before the command, as in `hyper --output json doctor`. */
export const GLOBAL_VALUE_FLAGS: ReadonlySet<string> = new Set([
  '--output',
  '--config',
  '--namespace',
  '--registry',
  '--at',
]);
