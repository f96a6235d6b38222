/** A form of quoted or unquoted text that readers take differently. */
export interface FormFault {
  /** Where in the scalar. */
  readonly index: number;
  readonly message: string;
  readonly hint: string;
}

/**
 * The first fault in the form of an unquoted or quoted scalar: an open quote, an escaped line end, or a further line that
 * does not stand deeper than `column` (from 0), the column of the block around it. Pure.
 */
export function findFormFault(source: string, column: number): FormFault | undefined {
  if (isOpenQuote(source)) {
    return { index: 0, message: 'a quote that nothing closes', hint: 'close the quote' };
  }
  if (!source.includes('\n')) return undefined;
  const escaped = source.startsWith('"') ? source.search(/(?<=[^\\](?:\\\\)*)\\\r?\n/u) : -1;
  if (escaped >= 0) {
    return { index: escaped, message: 'an escaped line end', hint: 'use a ">-" block, or write one line' };
  }
  return findShallowLine(source, column);
}

/** The lexer ends a quoted scalar at the end of the text where no quote closes it. */
function isOpenQuote(source: string): boolean {
  const quote = source[0];
  if (quote === "'") return source.split("'").length % 2 === 0;
  if (quote !== '"') return false;
  let backslash = source.length - 2;
  while (source[backslash] === '\\') backslash--;
  const isEscaped = (source.length - 2 - backslash) % 2 === 1;
  return source.length < 2 || !source.endsWith('"') || isEscaped;
}

function findShallowLine(source: string, column: number): FormFault | undefined {
  for (let newline = source.indexOf('\n'); newline >= 0; newline = source.indexOf('\n', newline + 1)) {
    let index = newline + 1;
    while (source[index] === ' ') index++;
    const isBlank = index >= source.length || source[index] === '\n' || source[index] === '\r';
    if (isBlank || index - newline - 1 > column) continue;
    const hint = 'indent the line deeper than the key or dash that it belongs to';
    return { index, message: 'a further line of a text that is not indented', hint };
  }
  return undefined;
}
