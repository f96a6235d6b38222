import { parseArtifactName } from './artifact-name.ts';
import { parseNamespacePath } from './namespace-path.ts';
import type { NameReference } from './reference.ts';
import { parseSelector } from './selector.ts';

/**
 * Every way to read a reference written with dots only, the longest namespace first. There is one at most, except with
 * an e-mail owner, where the address may end at any dot. Whether a candidate exists, or the text names a namespace
 * instead, only the registry knows. Pure.
 */
export function dottedCandidates(text: string): readonly NameReference[] {
  if (text.includes('/')) return [];
  const readings = [readSplit(text, undefined)];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    readings.push(readSplit(text.slice(0, at), text.slice(at + 1)));
  }
  return readings.flat();
}

/** The name is what follows the last dot; an address that lost too much is refused by `parseNamespacePath`. */
function readSplit(path: string, selectorText: string | undefined): readonly NameReference[] {
  const dot = path.lastIndexOf('.');
  if (dot < 0) return [];
  const namespace = parseNamespacePath(path.slice(0, dot));
  const name = parseArtifactName(path.slice(dot + 1));
  const selector = selectorText === undefined ? undefined : parseSelector(selectorText);
  if (!namespace.ok || !name.ok || selector?.ok === false) return [];
  return [{ kind: 'name', namespace: namespace.value, name: name.value, selector: selector?.value }];
}
