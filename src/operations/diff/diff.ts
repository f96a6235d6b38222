import { HyperError, toOneLine } from '../../core/index.ts';
import { formatReference, parseReference } from '../../names/index.ts';
import { splitRange } from '../open-range.ts';
import type { Operation } from '../operation.ts';
import type { RegistryContext } from '../world.ts';
import type { DiffData, DiffInput } from './diff-data.ts';
import { diffReleases } from './diff-releases.ts';
import { diffRevisions } from './diff-revisions.ts';

/**
 * Compares two releases, or two revisions of a registry, by meaning (SPEC section 8): what was done, and which fields
 * differ, with their places. Errors: `HYPER_DIFF_SIDES`, those of the store and of references.
 */
export const diff: Operation<DiffInput, DiffData, RegistryContext> = {
  id: 'diff',
  group: 'discovery',
  summary: 'Tell how two releases, or two revisions of a registry, differ',
  async run(context, input) {
    const { before, after } = input;
    if (isRelease(before)) {
      if (after === undefined)
        throw sides(`"${toOneLine(before)}" is a release, and the other one is missing`);
      if (input.of !== undefined) throw sides('two releases are compared whole, not a part of a registry');
      const other = after.startsWith('@') ? `${withoutSelector(before)}${after}` : after;
      if (!isRelease(other))
        throw sides(`"${toOneLine(before)}" is a release, "${toOneLine(after)}" is none`);
      return diffReleases(context, input, [before, other]);
    }
    if (input.at !== undefined) throw sides('revisions are compared as they are: no other one is read');
    const range = after === undefined ? splitRange(before) : [before, after];
    const [from = before, to = ''] = range ?? [];
    if (isRelease(to)) throw sides(`"${toOneLine(to)}" is a release, "${toOneLine(from)}" is none`);
    return diffRevisions(context, input, [from, to]);
  },
};

function sides(message: string): HyperError {
  return new HyperError('HYPER_DIFF_SIDES', message, {
    hint: 'hyper diff NAMESPACE/NAME@1.0.0 @1.1.0, or hyper diff main..HEAD --of NAMESPACE/NAME',
  });
}

/** What names a version, an id, or an artifact in a namespace; a branch of such a name is written refs/heads/NAME. */
function isRelease(text: string): boolean {
  const parsed = parseReference(text, { allowDotted: true });
  if (!parsed.ok) return false;
  const { value } = parsed;
  return value.kind === 'id' || value.namespace !== undefined || value.selector !== undefined;
}

function withoutSelector(text: string): string {
  const parsed = parseReference(text, { allowDotted: true });
  if (!parsed.ok || parsed.value.kind === 'id') throw sides(`"${toOneLine(text)}" names no artifact`);
  return formatReference({ ...parsed.value, selector: undefined });
}
