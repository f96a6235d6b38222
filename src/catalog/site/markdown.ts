import MarkdownIt from 'markdown-it';
import type { MarkdownIt as Renderer, Token } from 'markdown-it';
import { MAX_README_BYTES } from '../../core/index.ts';
import { markup, rawHtml } from './html.ts';
import type { Html } from './html.ts';
import { toSafeHref } from './href.ts';

/** Deeper nesting is shown as text. */
const MAX_NESTING = 20;
/** Headings of a text stand below those of the page. */
const HEADING_SHIFT = 2;
const CONTROL =
  /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

const REL: [string, string] = ['rel', 'nofollow noopener noreferrer ugc'];
const WIDE_START = '<div class="wide" role="region" aria-label="Table" tabindex="0">';

const RENDERER = createRenderer();
const UTF8 = new TextDecoder('utf-8');

/**
 * A README or changelog as HTML (ATTACKS X03): raw HTML is shown as text, images become links, links go to `https:` and
 * `mailto:` addresses only and are marked as not ours. A first heading that repeats the title is left out. A text over `MAX_README_BYTES` is not rendered. Pure.
 */
export function renderMarkdown(bytes: Uint8Array | undefined, title?: string): Html {
  if (bytes === undefined || bytes.length > MAX_README_BYTES) {
    return markup`<p class="note">This text is too long to be shown here.</p>`;
  }
  const text = UTF8.decode(bytes).replace(
    CONTROL,
    (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
  const env = {};
  const tokens = RENDERER.parse(text, env);
  const isTitled = tokens[0]?.tag === shiftHeading('h1') && tokens[1]?.content === title;
  return rawHtml(RENDERER.renderer.render(isTitled ? tokens.slice(3) : tokens, RENDERER.options, env));
}

function createRenderer(): Renderer {
  const renderer = new MarkdownIt({
    html: false,
    linkify: false,
    typographer: false,
    maxNesting: MAX_NESTING,
  });
  // Every link is parsed as one, so that a refused address leaves its text; `restrictLinks` then decides.
  renderer.validateLink = () => true;
  renderer.core.ruler.push('shift_headings', ({ tokens }) => {
    for (const token of tokens) if (token.type.startsWith('heading_')) token.tag = shiftHeading(token.tag);
  });
  renderer.core.ruler.push('restrict_links', ({ tokens }) => {
    for (const token of tokens) if (token.children !== null) token.children = restrictLinks(token.children);
  });
  renderer.core.ruler.push('drop_attributes', ({ tokens }) => {
    for (const token of tokens) dropAttributes(token);
  });
  renderer.renderer.rules['image'] = (tokens, index) => renderImage(tokens[index]);
  renderer.renderer.rules['table_open'] = () => `${WIDE_START}<table>\n`;
  renderer.renderer.rules['table_close'] = () => '</table></div>\n';
  return renderer;
}

function shiftHeading(tag: string): string {
  return `h${Math.min(6, Number(tag.slice(1)) + HEADING_SHIFT)}`;
}

/** The policy of the pages allows no style attribute, and no class but the site's own means anything. */
function dropAttributes(token: Token): void {
  if (token.type === 'fence') token.info = '';
  if (token.type !== 'td_open' && token.type !== 'th_open') return;
  const side = /text-align:(right|center)/u.exec(String(token.attrGet('style') ?? ''))?.[1];
  token.attrs = side === undefined ? null : [['class', `align-${side}`]];
}

/** Links do not nest in Markdown, so one flag tells whether the open one was dropped. */
function restrictLinks(tokens: readonly Token[]): Token[] {
  let open: 'none' | 'kept' | 'dropped' = 'none';
  return tokens.filter((token) => {
    if (token.type === 'image') {
      const source = open === 'kept' ? undefined : toSafeHref(String(token.attrGet('src') ?? ''));
      token.attrs = source === undefined ? null : [['href', source]];
    }
    if (token.type === 'link_open') {
      const target = toSafeHref(String(token.attrGet('href') ?? ''));
      token.attrs = target === undefined ? null : [['href', target], REL];
      open = target === undefined ? 'dropped' : 'kept';
      return target !== undefined;
    }
    if (token.type !== 'link_close') return true;
    const isKept = open === 'kept';
    open = 'none';
    return isKept;
  });
}

/** Nothing is loaded from elsewhere: an image is a link to itself, or its text. */
function renderImage(token: Token | undefined): string {
  const label = token?.content === undefined || token.content === '' ? 'image' : token.content;
  const text = markup`<span class="picture">${label}</span>`;
  const source = token?.attrGet('href');
  if (typeof source !== 'string') return text.toString();
  return markup`<a href="${source}" rel="${REL[1]}">${text}</a>`.toString();
}
