import { HyperError, toOneLine } from '../core/index.ts';
import { suggest } from '../names/index.ts';
import { retell } from './retell-parser.ts';

/** The parts of oclif's parse errors that tell them apart; their classes are no part of its public modules. */
interface ParseError {
  readonly message: string;
  readonly flags?: readonly string[];
  readonly args?: readonly (string | { readonly name: string; readonly required?: boolean })[];
}

/** What a command says of its use. */
export interface UsageFacts {
  readonly flagNames: readonly string[];
  /** Whole commands. */
  readonly examples: readonly string[];
}

/** An error of oclif's parser as ours, with a code and a correction; undefined where it is none. */
export function toUsageError(
  error: unknown,
  commandId: string,
  { flagNames, examples }: UsageFacts,
): HyperError | undefined {
  if (error instanceof HyperError) return unwrapped(error);
  if (!(error instanceof Error) || !('oclif' in error)) return undefined;
  const parseError: ParseError = error;
  const help = `see: hyper ${commandId} --help`;
  const [flag] = parseError.flags ?? [];
  if (flag !== undefined) return unknownFlag(flag, commandId, flagNames);
  const [arg] = parseError.args ?? [];
  if (typeof arg === 'string') {
    return new HyperError('HYPER_USAGE_ARGUMENT_UNEXPECTED', `unexpected argument "${toOneLine(arg)}"`, {
      hint: help,
    });
  }
  if (arg !== undefined) {
    return new HyperError('HYPER_USAGE_ARGUMENT_MISSING', `missing argument ${arg.name.toUpperCase()}`, {
      hint: withExample(examples[0], help),
    });
  }
  const missing = /^missing required flag ([a-z-]+)$/iu.exec(firstClause(parseError.message))?.[1];
  if (missing !== undefined) {
    const example = examples.find((text) => text.includes(` --${missing} `));
    return new HyperError('HYPER_USAGE_FLAG_MISSING', `missing flag --${missing}`, {
      hint: withExample(example, help),
    });
  }
  const { code, message, nearest } = retell(firstClause(parseError.message));
  return new HyperError(code, message, { hint: nearest === undefined ? help : `did you mean: ${nearest}` });
}

/** What a flag of ours says of its value, without the frame that the parser puts around it. */
function unwrapped(error: HyperError): HyperError | undefined {
  if (!/^Parsing --[a-z-]+\s*\n/u.test(error.message)) return undefined;
  const { code, hint } = error;
  return new HyperError(code, firstClause(error.message), hint === undefined ? {} : { hint });
}

function withExample(example: string | undefined, help: string): string {
  return example === undefined ? help : `for example: ${example}; ${help}`;
}

/** A flag that no command has, where no command is named. */
export function unknownGlobalFlag(flag: string, flagNames: Iterable<string>): HyperError {
  const written = flag.split('=')[0] ?? flag;
  const [nearest] = suggest(
    written.replace(/^-+/u, ''),
    Array.from(flagNames, (name) => name.slice(2)),
  );
  return new HyperError('HYPER_USAGE_FLAG_UNKNOWN', `no flag "${toOneLine(written)}" of "hyper"`, {
    hint:
      nearest === undefined
        ? 'flags stand behind a command; list the commands with: hyper --help'
        : `did you mean: --${nearest}`,
  });
}

/** A flag that the command has not, with the nearest one that it has. */
function unknownFlag(flag: string, commandId: string, flagNames: readonly string[]): HyperError {
  const written = flag.split('=')[0] ?? flag;
  const [nearest] = suggest(written.replace(/^-+/u, ''), flagNames);
  return new HyperError(
    'HYPER_USAGE_FLAG_UNKNOWN',
    `no flag "${toOneLine(written)}" of "hyper ${commandId}"`,
    {
      hint:
        nearest === undefined
          ? `list the flags with: hyper ${commandId} --help`
          : `did you mean: --${nearest}`,
    },
  );
}

/**
 * A command that there is not, with the nearest one that there is: of its topic, where it begins with one; else the one that
 * ends with the very word, as "list" may mean "registry list", and "registry verify" means "verify".
 */
export function unknownCommand(
  subject: string,
  ids: readonly string[],
  topic: string | undefined,
): HyperError {
  const lastWord = subject.split(' ').at(-1) ?? subject;
  const sameWord = ids.filter((id) => id.endsWith(` ${lastWord}`));
  const nearest =
    ids.find((id) => id === lastWord && id !== topic) ??
    sameWord.find((id) => id.startsWith('registry ')) ??
    sameWord[0] ??
    suggest(subject, ids)[0];
  return new HyperError('HYPER_USAGE_COMMAND_UNKNOWN', `no command "${toOneLine(subject)}"`, {
    hint:
      nearest === undefined
        ? `list the commands with: hyper ${topic === undefined ? '' : `${topic} `}--help`
        : `did you mean: hyper ${nearest}`,
  });
}

function firstClause(text: string): string {
  const lines = text.split('\n').filter((line) => !line.startsWith('See more help'));
  const [first = '', second] = lines;
  // A value that a flag does not take: what it takes stands on the line below.
  const flag = /^Parsing (--[a-z-]+)\s*$/u.exec(first)?.[1];
  if (flag !== undefined && second !== undefined) return toOneLine(`${flag}: ${lowerFirst(second.trim())}`);
  const clause = first.endsWith(':') && second !== undefined ? second.trim() : first;
  return toOneLine(lowerFirst(clause));
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
