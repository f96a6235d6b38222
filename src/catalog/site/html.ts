const SPECIAL =
  /[&<>"'\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** HTML that is safe to put into a page. Only `markup` and `rawHtml` make it, so that plain text is always escaped. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type HtmlPart = Html | string | number | false | null | undefined | readonly HtmlPart[];

/**
 * A piece of a page; what is put in is escaped, for text as for attributes in double quotes, unless it is `Html`
 * already. Lists are joined; `false`, null and undefined give nothing. Pure.
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  let text = strings[0] ?? '';
  for (let index = 0; index < parts.length; index += 1) {
    text += render(parts[index]) + (strings[index + 1] ?? '');
  }
  return new Html(text);
}

/** Markup that is safe for another reason: it is the site's own, or its maker escaped what it was given. */
export function rawHtml(text: string): Html {
  return new Html(text);
}

/** A name or an address that is broken into lines after its dots and slashes before anywhere else. Pure. */
export function breakable(text: string): Html {
  const parts = text.split(/(?<=[./@])(?=[^./@])/u);
  return markup`${parts.map((part, at) => (at === 0 ? part : markup`<wbr>${part}`))}`;
}

/** Text for HTML and XML: markup becomes entities, control and direction characters become visible escapes. Pure. */
export function escapeText(text: string): string {
  return text.replace(
    SPECIAL,
    (char) => ENTITIES.get(char) ?? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

function render(part: HtmlPart): string {
  if (typeof part === 'string') return escapeText(part);
  if (part instanceof Html) return part.toString();
  if (typeof part === 'number') return String(part);
  if (part === undefined || part === null || part === false) return '';
  let text = '';
  for (const one of part) text += render(one);
  return text;
}
