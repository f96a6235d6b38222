import { MAX_RANGE_UNITS, toOneLine } from '../core/index.ts';
import { parsed, refused, withCorrection } from './parsed.ts';
import type { Parsed } from './parsed.ts';

/**
 * What stands after the `@` of a reference, told apart by shape alone: `version` and `range` are texts for
 * `parseVersion` and `parseRange`, which say whether they are any good.
 */
export type Selector =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'range'; readonly range: string }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'digest'; readonly digest: `sha256:${string}` };

const EXACT = /^[0-9]+\.[0-9]+\.[0-9]+(?:[-+][0-9A-Za-z.+-]*)?$/u;
const RANGE = /^[0-9A-Za-z.*^~<>=|+ -]+$/u;
const TAG = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u;
const DIGEST = /^sha256:[0-9a-f]{64}$/u;
const HINT = 'write for example @1.2.0, @^1.2, @stable or @sha256:<64 hex digits>';

/** The name of a channel or tag: kebab-case, begins with a letter, no form that is a range (`x`, `v1`). Pure. */
export function parseTagName(text: string): Parsed<string> {
  if (text.length <= 63 && TAG.test(text) && !/^(?:x|v[0-9]+)$/u.test(text)) return parsed(text);
  const shown = toOneLine(text.slice(0, 80));
  const fault = refused(
    'HYPER_REFERENCE_SELECTOR',
    `"${shown}" is no tag, expected lower-case letters, digits and dashes that do not read as a range`,
  ).fault;
  const lower = text.toLowerCase();
  const isBetter = text.length <= 63 && lower !== text && parseTagName(lower).ok;
  return { ok: false, fault: isBetter ? withCorrection(fault, lower) : fault };
}

/** The selector that the text after `@` has the shape of. Pure. */
export function parseSelector(text: string): Parsed<Selector> {
  if (text.length > MAX_RANGE_UNITS) {
    return refused(
      'HYPER_REFERENCE_SELECTOR',
      `the selector has ${text.length} characters, expected at most ${MAX_RANGE_UNITS}`,
    );
  }
  if (DIGEST.test(text)) return parsed({ kind: 'digest', digest: text as `sha256:${string}` });
  if (EXACT.test(text)) return parsed({ kind: 'version', version: text });
  const tag = parseTagName(text);
  if (tag.ok) return parsed({ kind: 'tag', tag: tag.value });
  const isRange = RANGE.test(text) && text.trim() === text && /[0-9*]|^[xX]$/u.test(text);
  if (isRange) return parsed({ kind: 'range', range: text });
  const fault = refused('HYPER_REFERENCE_SELECTOR', `"${toOneLine(text)}" is no selector`, HINT).fault;
  const simpler = text.trim().toLowerCase();
  const isBetter = simpler !== text && parseSelector(simpler).ok;
  return { ok: false, fault: isBetter ? withCorrection(fault, simpler) : fault };
}

/** The text after the `@`. */
export function formatSelector(selector: Selector): string {
  switch (selector.kind) {
    case 'version':
      return selector.version;
    case 'range':
      return selector.range;
    case 'tag':
      return selector.tag;
    case 'digest':
      return selector.digest;
  }
}
