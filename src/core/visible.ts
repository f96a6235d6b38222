const NOT_PLAIN = /[^\n\t -~]/u;

/** Made for the first text that is not plain, as making it takes longer than most commands print. */
let known: RegExp | undefined;

/** Control characters but newline and tab, what gives a direction, what shows nothing, and halves of characters. */
function dangerous(): RegExp {
  known ??= /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
  return known;
}

/**
 * Repository text made safe to print: control, bidirectional and invisible characters, lone surrogates and tag
 * characters become visible `\u{…}` escapes. Newline and tab stay: `toOneLine` escapes those too.
 */
export function toVisible(text: string): string {
  if (!NOT_PLAIN.test(text)) return text;
  return text.replace(dangerous(), (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/** As `toVisible`, on one line: for names, messages, log records and table cells. */
export function toOneLine(text: string): string {
  return toVisible(text).replace(/\n/gu, '\\n').replace(/\t/gu, '\\t');
}
