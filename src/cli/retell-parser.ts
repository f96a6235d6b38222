import { toOneLine } from '../core/index.ts';
import type { Code } from '../core/index.ts';
import { suggest } from '../names/index.ts';

/** What the parser of flags says, in our words. */
export interface Retold {
  readonly code: Code;
  readonly message: string;
  /** What was probably meant, as it is written. */
  readonly nearest?: string | undefined;
}

const CHOICE = /^expected (?:--([a-z-]+)=)?(.*) to be one of: (.+)$/su;
const CHOICES = /^flag --([a-z-]+) expects one of these values: (.+)$/su;
const EXCLUSIVE = /^--([a-z-]+)=.* cannot also be provided when using --([a-z-]+)$/su;
const NEEDED = /^all of the following must be provided when using --([a-z-]+): (.+)$/su;
const WHOLE_NUMBER =
  /^(--[a-z-]+): expected an integer(?: (greater|less) than or equal to (-?\d+))? but received: (.*)$/su;
const NO_VALUE = /^flag --([a-z-]+) expects a value$/su;
const TWICE = /^flag --([a-z-]+) can only be specified once$/su;

/** A clause of the parser as one of ours: "expected X, got Y", with the name of the flag as it is written. Pure. */
export function retell(clause: string): Retold {
  return retellValue(clause) ?? retellTogether(clause) ?? { code: codeOf(clause), message: clause };
}

function retellValue(clause: string): Retold | undefined {
  const [, flag, value, options] = CHOICE.exec(clause) ?? [];
  if (value !== undefined && options !== undefined) {
    const known = options.split(', ');
    const message = `expected ${listed(known)}, got "${toOneLine(value)}"`;
    const [near] = suggest(value, known, 1);
    if (flag === undefined) return { code: 'HYPER_USAGE_ARGUMENT_VALUE', message, nearest: near };
    const nearest = near === undefined ? undefined : `--${flag} ${near}`;
    return { code: 'HYPER_USAGE_FLAG_VALUE', message: `--${flag}: ${message}`, nearest };
  }
  const [, number, order, bound, got] = WHOLE_NUMBER.exec(clause) ?? [];
  if (number !== undefined && got !== undefined) {
    const limit =
      order === undefined ? '' : ` of at ${order === 'greater' ? 'least' : 'most'} ${bound ?? ''}`;
    const message = `${number}: expected a whole number${limit}, got "${toOneLine(got)}"`;
    return { code: 'HYPER_USAGE_FLAG_VALUE', message };
  }
  const [, bare, choices] = CHOICES.exec(clause) ?? [];
  const wanted = choices === undefined ? 'a value' : listed(choices.split(', '));
  const missing = bare ?? NO_VALUE.exec(clause)?.[1];
  if (missing === undefined) return undefined;
  return { code: 'HYPER_USAGE_FLAG_VALUE', message: `--${missing}: expected ${wanted}, got nothing` };
}

function retellTogether(clause: string): Retold | undefined {
  const [, one, other] = EXCLUSIVE.exec(clause) ?? [];
  if (one !== undefined && other !== undefined)
    return { code: 'HYPER_USAGE_FLAG_CONFLICT', message: `--${other} and --${one} do not go together` };
  const [, flag, needed] = NEEDED.exec(clause) ?? [];
  if (flag !== undefined && needed !== undefined)
    return { code: 'HYPER_USAGE_FLAG_CONFLICT', message: `--${flag} needs ${needed}` };
  const twice = TWICE.exec(clause)?.[1];
  if (twice !== undefined) return { code: 'HYPER_USAGE_FLAG_VALUE', message: `--${twice} is given twice` };
  return undefined;
}

/** "a, b or c". */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

function codeOf(clause: string): Code {
  if (!/flag|--/iu.test(clause)) return 'HYPER_USAGE_ARGUMENT_VALUE';
  return /cannot also be provided|must be provided|missing required/iu.test(clause)
    ? 'HYPER_USAGE_FLAG_CONFLICT'
    : 'HYPER_USAGE_FLAG_VALUE';
}
