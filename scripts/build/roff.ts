/**
 * The few macros of man(7) that the manual needs. What is given is plain text: nothing in it is a request or an escape
 * (`\`, a point or an apostrophe at the start of a line), and a hyphen stays the hyphen that one types.
 */

/** The head of a page. `name` as it is called: `hyper-registry`. */
export function title(name: string, version: string): string {
  return `.TH ${quoted(name.toUpperCase())} 1 "" ${quoted(`hyper ${version}`)} "Hyper Registry"\n`;
}

/** A heading of the page, or with `level` 2 one below it. */
export function heading(text: string, level: 1 | 2 = 1): string {
  return `${level === 1 ? '.SH' : '.SS'} ${quoted(text)}\n`;
}

/** Each line of the text as a paragraph. */
export function paragraph(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `.PP\n${escaped(line)}\n`)
    .join('');
}

/** A term in bold letters with a word for its value, and what it is. */
export function definition(term: string, value: string | undefined, text: string): string {
  const shown = value === undefined ? '' : ` \\fI${inline(value)}\\fR`;
  return `.TP\n\\fB${inline(term)}\\fR${shown}\n${escaped(text)}\n`;
}

/** What one types, as it stands. */
export function example(text: string): string {
  return `.PP\n.in +4n\n.EX\n${escaped(text)}\n.EE\n.in\n`;
}

function quoted(text: string): string {
  return `"${inline(text).replaceAll('"', '\\(dq')}"`;
}

function escaped(text: string): string {
  return text
    .split('\n')
    .map((line) => inline(line).replace(/^(?=[.'])/u, '\\&'))
    .join('\n');
}

function inline(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/[^\x20-\x7e\n]/gu, (unit) => `\\[u${hexOf(unit)}]`);
}

function hexOf(unit: string): string {
  return (unit.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
