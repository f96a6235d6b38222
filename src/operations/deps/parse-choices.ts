import { HyperError, toOneLine } from '../../core/index.ts';

/** Answers to the strategy `manual`, `NAME@VERSION` each, by canonical name. Errors: `HYPER_USAGE_FLAG_VALUE`. */
export async function parseChoices(
  texts: readonly string[],
  find: (name: string) => Promise<string>,
): Promise<ReadonlyMap<string, string>> {
  const choices = new Map<string, string>();
  for (const text of texts) {
    const at = text.lastIndexOf('@');
    if (at <= 0 || at === text.length - 1) {
      throw new HyperError('HYPER_USAGE_FLAG_VALUE', `expected NAME@VERSION, got "${toOneLine(text)}"`, {
        hint: '--choose org.acme/parser@1.2.0',
      });
    }
    choices.set(await find(text.slice(0, at)), text.slice(at + 1));
  }
  return choices;
}
