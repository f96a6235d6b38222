/** A word of a POSIX shell that means itself. */
export function quoteWord(text: string): string {
  if (/^[\w@%+=:,./][\w@%+=:,./-]*$/u.test(text)) return text;
  const safe = text.startsWith('-') ? `./${text}` : text;
  return `'${safe.replaceAll("'", `'\\''`)}'`;
}
