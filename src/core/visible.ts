const DANGEROUS =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

/**
 * Repository text made safe to print: control, bidirectional and invisible characters, lone surrogates and tag
 * characters become visible `\u{…}` escapes. Newline and tab stay: `toOneLine` escapes those too.
 */
export function toVisible(text: string): string {
  return text
    .replace(DANGEROUS, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/[\u{e0000}-\u{e007f}]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/** As `toVisible`, on one line: for names, messages, log records and table cells. */
export function toOneLine(text: string): string {
  return toVisible(text).replace(/\n/gu, '\\n').replace(/\t/gu, '\\t');
}
