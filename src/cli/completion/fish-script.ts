import { fishQuote } from './shell-quote.ts';
import type { SurfaceCommand, SurfaceFlag } from './surface.ts';

/** The completion of fish: one line a word or flag, with what it is for. Pure. */
export function fishScript(commands: readonly SurfaceCommand[]): string {
  const lines = [
    '# fish completion of hyper. Put this in ~/.config/fish/config.fish: hyper completion fish | source',
    'complete -c hyper -f',
    'complete -c hyper -l help -d "Show help"',
  ];
  const topics = new Set<string>();
  const secondsOf = (topic: string): string =>
    commands.flatMap(({ id }) => (id.startsWith(`${topic} `) ? [id.slice(topic.length + 1)] : [])).join(' ');
  for (const { id, summary, flags, names } of commands) {
    const [first = '', second] = id.split(' ');
    if (second === undefined) lines.push(word('__fish_use_subcommand', first, summary));
    else {
      if (!topics.has(first)) lines.push(word('__fish_use_subcommand', first, ''));
      topics.add(first);
      lines.push(
        word(
          `__fish_seen_subcommand_from ${first}; and not __fish_seen_subcommand_from ${secondsOf(first)}`,
          second,
          summary,
        ),
      );
    }
    const within = id
      .split(' ')
      .map((each) => `__fish_seen_subcommand_from ${each}`)
      .join('; and ');
    lines.push(...flags.map((flag) => flagLine(within, flag)));
    if (names === 'files') lines.push(`complete -c hyper -n ${fishQuote(within)} -F`);
    else if (names !== undefined) {
      const call = `(hyper completion --names ${names} --word (commandline -ct) 2>/dev/null)`;
      lines.push(`complete -c hyper -n ${fishQuote(within)} -a ${fishQuote(call)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function word(condition: string, text: string, summary: string): string {
  const described = summary === '' ? '' : ` -d ${fishQuote(summary)}`;
  return `complete -c hyper -n ${fishQuote(condition)} -a ${fishQuote(text)}${described}`;
}

function flagLine(condition: string, { name, summary, takesValue, values }: SurfaceFlag): string {
  const value = takesValue ? ` -r${values.length > 0 ? ` -a ${fishQuote(values.join(' '))}` : ''}` : '';
  return `complete -c hyper -n ${fishQuote(condition)} -l ${fishQuote(name.slice(2))}${value} -d ${fishQuote(summary)}`;
}
