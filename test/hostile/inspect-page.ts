import { parse } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { SaxesParser } from 'saxes';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** Every element that the site itself uses; anything else came from somewhere else. */
const ELEMENTS = new Set(
  `html head meta title link body a header div nav ul ol li main footer p h1 h2 h3 h4 h5 h6 span aside section table
  thead tbody tr th td dl dt dd pre code strong em s b time details summary blockquote hr br wbr del ins svg defs marker g path
  rect text`.split(/\s+/u),
);

const ATTRIBUTES = new Set(
  `lang charset http-equiv content name rel href type title class id aria-label aria-current role data-column tabindex scope
  datetime start aria-hidden width height viewBox d refX refY markerWidth markerHeight orient x y rx marker-end`.split(
    /\s+/u,
  ),
);

/** What of a page could run, load, send, or was not put there by the site; empty for a good page. */
export function inspectPage(text: string): string[] {
  const faults: string[] = [];
  visit(parse(text), faults);
  if (!text.startsWith('<!doctype html>')) faults.push('no doctype');
  if (!/<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;/u.test(text)) {
    faults.push('no policy');
  }
  return faults;
}

/** As `inspectPage`, for a piece of a page. */
export function inspectPiece(text: string): string[] {
  const faults: string[] = [];
  visit(parse(`<!doctype html><html><head></head><body>${text}</body></html>`), faults);
  return faults;
}

/** The addresses of all links in a page or a piece of one. */
export function linksIn(text: string): string[] {
  const found: string[] = [];
  const walk = (node: Node): void => {
    if ('attrs' in node && node.tagName === 'a') {
      found.push(node.attrs.find(({ name }) => name === 'href')?.value ?? '');
    }
    if ('childNodes' in node) for (const child of node.childNodes) walk(child);
  };
  walk(parse(text));
  return found;
}

/** The text of a page as a reader sees it, then that of its attributes. */
export function textOf(text: string): string {
  let all = '';
  let attributes = '';
  const walk = (node: Node): void => {
    if (node.nodeName === '#text' && 'value' in node) all += node.value;
    if ('attrs' in node) for (const { value } of node.attrs) attributes += `\n${value}`;
    if ('childNodes' in node) for (const child of node.childNodes) walk(child);
  };
  walk(parse(text));
  return all + attributes;
}

/** What keeps the text from being well-formed XML, and elements that are not of the namespace. */
export function inspectXml(text: string, elements: readonly string[]): string[] {
  const faults: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => faults.push(error.message));
  parser.on('doctype', () => faults.push('a doctype'));
  parser.on('processinginstruction', () => faults.push('an instruction'));
  parser.on('opentag', ({ name }) => {
    if (!elements.includes(name)) faults.push(`<${name}>`);
  });
  parser.write(text).close();
  return faults;
}

function visit(node: Node, faults: string[]): void {
  if (node.nodeName === '#comment') faults.push('a comment');
  if ('tagName' in node) inspectElement(node, faults);
  if ('childNodes' in node) for (const child of node.childNodes) visit(child, faults);
}

function inspectElement({ tagName, attrs }: Element, faults: string[]): void {
  if (!ELEMENTS.has(tagName)) faults.push(`<${tagName}>`);
  for (const { name, value } of attrs) {
    if (!ATTRIBUTES.has(name)) faults.push(`${tagName} ${name}="${value}"`);
    if (name !== 'href') continue;
    const isRelative = /^(?:[a-z0-9.%_~+-]+\/)*[a-z0-9.%_~+-]+(?:#[a-z0-9-]+)?$|^#(?:content|use-it)$/iu.test(
      value,
    );
    const isOutside = /^https:\/\/[^@\s"'<>\\/]+(?:\/[^\s"'<>\\]*)?$|^mailto:[^?\s"'<>%]+$/u.test(value);
    const isOwnRoot = /^\/(?!\/)[a-z0-9/._%-]*$/iu.test(value);
    if (!isRelative && !isOutside && !isOwnRoot) faults.push(`${tagName} href="${value}"`);
    if (tagName === 'link' && isOutside) faults.push(`a link to ${value}`);
  }
}
