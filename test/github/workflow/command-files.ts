/** What a runner reads of `GITHUB_OUTPUT` and `GITHUB_ENV`: `name=value`, and `name<<END … END`. */
export function parseCommandFile(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const [equal, here] = [line.indexOf('='), line.indexOf('<<')];
    if (here !== -1 && (equal === -1 || here < equal)) {
      const end = line.slice(here + 2);
      const last = lines.indexOf(end, at + 1);
      if (last === -1) throw new Error(`no end "${end}" in a command file`);
      values.set(line.slice(0, here), lines.slice(at + 1, last).join('\n'));
      at = last;
    } else if (equal !== -1) {
      values.set(line.slice(0, equal), line.slice(equal + 1));
    } else if (line !== '') {
      throw new Error(`cannot read "${line}" in a command file`);
    }
  }
  return values;
}

/** A command that a log line gives to the runner: `::error file=a::text`. */
export interface LogCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The commands of a log: lines that begin with `::name`, as the runner sees them. */
export function logCommands(log: string): readonly LogCommand[] {
  return log.split(/\r\n|\r|\n/u).flatMap((line) => {
    const [, name = '', properties = '', text = ''] =
      /^\s*::([a-z-]+)(?: ([^:]*(?::[^:]+)*?))?::(.*)$/u.exec(line) ?? [];
    if (name === '') return [];
    const pairs = properties
      .split(',')
      .filter(Boolean)
      .map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at), decode(pair.slice(at + 1))] as const;
      });
    return [{ name, properties: Object.fromEntries(pairs), text: decode(text) }];
  });
}

function decode(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
