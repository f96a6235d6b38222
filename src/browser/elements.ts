/** A child of an element: text is always text, never markup. */
export type Child = Node | string;

/** An element with attributes and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The element of the page with the id. Throws where the page has none: the page and its script are built together. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(id);
  return found;
}

/** The text with its stretches marked. */
export function marked(text: string, stretches: readonly (readonly [start: number, end: number])[]): Child[] {
  const parts: Child[] = [];
  let done = 0;
  for (const [start, end] of stretches) {
    parts.push(text.slice(done, start), element('mark', {}, text.slice(start, end)));
    done = end;
  }
  return [...parts, text.slice(done)];
}

/** `1 result`, `2 results`, with thin spaces at the thousands. */
export function counted(count: number, one: string): string {
  const number = String(count).replace(/\B(?=(?:\d{3})+$)/gu, '\u202f');
  return `${number} ${one}${count === 1 ? '' : 's'}`;
}
