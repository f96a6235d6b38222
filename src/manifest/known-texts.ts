import { flatCopy } from '../core/index.ts';
import { formatReference, parseNamespacePath, parseReference } from '../names/index.ts';
import type { NamespacePath, Parsed, Reference } from '../names/index.ts';

const MAX_KNOWN = 16_384;
const MAX_KNOWN_UNITS = 256;

/** A reference and its canonical spelling. */
export interface KnownReference {
  readonly reference: Reference;
  readonly artifact: string;
}

/** Remembers the accepted results of a pure parser: most texts of a registry stand in many of its manifests. */
function remember<T>(parse: (text: string) => Parsed<T>): (text: string) => Parsed<T> {
  const known = new Map<string, Parsed<T>>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const kept = text.length <= MAX_KNOWN_UNITS ? flatCopy(text) : text;
    const result = parse(kept);
    if (result.ok && text.length <= MAX_KNOWN_UNITS) {
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(kept, result);
    }
    return result;
  };
}

/** As `parseReference`, with the canonical spelling, remembered. */
export const readReference: (text: string) => Parsed<KnownReference> = remember((text) => {
  const result = parseReference(text);
  if (!result.ok) return result;
  return { ok: true, value: { reference: result.value, artifact: flatCopy(formatReference(result.value)) } };
});

/** As `parseNamespacePath`, remembered. */
export const readNamespacePath: (text: string) => Parsed<NamespacePath> = remember(parseNamespacePath);
