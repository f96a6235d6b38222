/** The text as one word of a POSIX shell that expands nothing in it. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** As `shellQuote`, for fish, where a backslash escapes inside quotes. */
export function fishQuote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** Whether a name from a registry may be offered to a shell at all: nothing in it means anything to one (ATTACKS X12). */
export function isShellSafe(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.@/+-]*$/u.test(name);
}
