import { takesValueSomewhere } from './flag-values.ts';
import { fishQuote } from './shell-quote.ts';
import type { SurfaceArg, SurfaceCommand, SurfaceFlag } from './surface.ts';

/** The completion of fish: one line a word, flag or argument, with what it is for. Pure. */
export function fishScript(commands: readonly SurfaceCommand[]): string {
  const lines = [
    '# fish completion of hyper. Put this in ~/.config/fish/config.fish: hyper completion fish | source',
    ...placeFunction(commands),
    'complete -c hyper -f',
    'complete -c hyper -l help -d "Show help"',
  ];
  const topics = new Set<string>();
  const secondsOf = (topic: string): string =>
    commands.flatMap(({ id }) => (id.startsWith(`${topic} `) ? [id.slice(topic.length + 1)] : [])).join(' ');
  for (const command of commands) {
    const { id, summary } = command;
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
    lines.push(...linesWithin(command));
  }
  return `${lines.join('\n')}\n`;
}

/**
 * Tells whether the line is of the command, and whether the argument of these places is typed: what is neither a flag nor
 * its value is counted.
 */
function placeFunction(commands: readonly SurfaceCommand[]): readonly string[] {
  return [
    'function __hyper_in',
    '  set -l words',
    '  set -l skipped no',
    '  for word in (commandline -opc)[2..-1]',
    '    if test $skipped = yes',
    '      set skipped no',
    '      continue',
    '    end',
    '    switch $word',
    `      case ${takesValueSomewhere(commands).map(fishQuote).join(' ')}`,
    '        set skipped yes',
    `      case '-*'`,
    `      case '*'`,
    '        set -a words $word',
    '    end',
    '  end',
    '  set -l length (count (string split " " $argv[1]))',
    '  test (count $words) -ge $length; and test "$words[1..$length]" = $argv[1]; or return 1',
    '  set -q argv[3]; or return 0',
    '  set -l at (math (count $words) - $length)',
    '  test $at -ge $argv[2]; and test $at -le $argv[3]',
    'end',
  ];
}

/** What holds behind the words of the command. */
function linesWithin({ id, flags, args, repeats }: SurfaceCommand): string[] {
  const within = `__hyper_in '${id}'`;
  const lines = flags.map((flag) => flagLine(within, flag));
  for (const [index, arg] of args.entries()) {
    const last = repeats && index === args.length - 1 ? 999 : index;
    for (const [before, values] of arg.behind) {
      const behind = `__hyper_in '${id} ${before}' 0 0`;
      lines.push(`complete -c hyper -n ${fishQuote(behind)} -a ${fishQuote(values.join(' '))}`);
    }
    lines.push(...argLines(`${within} ${String(index)} ${String(last)}`, arg));
  }
  return lines;
}

function argLines(condition: string, { names, values }: SurfaceArg): string[] {
  const quoted = `complete -c hyper -n ${fishQuote(condition)}`;
  const lines = values.length === 0 ? [] : [`${quoted} -a ${fishQuote(values.join(' '))}`];
  if (names === 'files') return [...lines, `${quoted} -F`];
  if (names === undefined) return lines;
  const call = `(hyper completion --names ${names} --word (commandline -ct) 2>/dev/null)`;
  return [...lines, `${quoted} -a ${fishQuote(call)}`];
}

function word(condition: string, text: string, summary: string): string {
  const described = summary === '' ? '' : ` -d ${fishQuote(summary)}`;
  return `complete -c hyper -n ${fishQuote(condition)} -a ${fishQuote(text)}${described}`;
}

function flagLine(condition: string, { name, summary, takesValue, values }: SurfaceFlag): string {
  const value = takesValue ? (values.length > 0 ? ` -x -a ${fishQuote(values.join(' '))}` : ' -r') : '';
  return `complete -c hyper -n ${fishQuote(condition)} -l ${fishQuote(name.slice(2))}${value} -d ${fishQuote(summary)}`;
}
