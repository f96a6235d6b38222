import type { Matcher } from './operators.ts';

/** A pattern of policies: re2js runs it in time linear in the text (P15). */
export const MAX_PATTERN_UNITS = 1024;
/** Instructions of a compiled pattern: what one character costs at worst. */
const MAX_PROGRAM_SIZE = 1500;
/** Texts over this are not looked through; manifests hold none. */
export const MAX_MATCHED_UNITS = 64 * 1024;

/** Compiles patterns; throws an `Error` with one clause where one cannot be. */
export type PatternCompiler = (pattern: string) => Matcher;

/** Loads the engine, which is large, once it is needed. */
export async function loadPatternCompiler(): Promise<PatternCompiler> {
  const { RE2JS } = await import('re2js');
  const known = new Map<string, Matcher>();
  return (pattern) => {
    const found = known.get(pattern);
    if (found !== undefined) return found;
    if (pattern.length > MAX_PATTERN_UNITS) {
      throw new Error(`the pattern has more than ${String(MAX_PATTERN_UNITS)} characters`);
    }
    const compiled = RE2JS.compile(pattern);
    if (compiled.programSize() > MAX_PROGRAM_SIZE) throw new Error('the pattern repeats too much');
    const matcher = {
      test: (text: string): boolean => {
        if (text.length > MAX_MATCHED_UNITS) throw new Error('the text is too long to look through');
        return compiled.matcher(text).find();
      },
    };
    known.set(pattern, matcher);
    return matcher;
  };
}
