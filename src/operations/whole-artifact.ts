import { HyperError, toOneLine } from '../core/index.ts';
import { formatReference, parseReference } from '../names/index.ts';

/**
 * Makes sure that a reference to a whole artifact names no version, which would count for nothing. What is no reference is
 * for others to tell. Errors: `HYPER_VERSION_UNUSED`. Pure.
 */
export function assertWholeArtifact(text: string): void {
  const parsed = parseReference(text, { allowDotted: true });
  if (!parsed.ok || parsed.value.kind === 'id' || parsed.value.selector === undefined) return;
  const whole = formatReference({ ...parsed.value, selector: undefined });
  throw new HyperError('HYPER_VERSION_UNUSED', `"${toOneLine(text)}" names a version, expected an artifact`, {
    hint: `all of its releases are meant: ${whole}`,
  });
}
