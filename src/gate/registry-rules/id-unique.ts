import type { Diagnostic } from '../../core/index.ts';
import { toOneLine } from '../../core/index.ts';
import type { RuleDescription } from '../rule.ts';

/** A release's id and where it stands. */
export interface IdPlace {
  readonly id: string;
  readonly path: string;
}

export const ID_UNIQUE_RULE: RuleDescription = {
  id: 'id-unique',
  family: 'content',
  summary: 'Every release has an id that no other release has.',
  codes: ['HYPER_ID_TWINS'],
};

/** Whether every id is given once: far sooner told than who gives one again. */
export function areUniqueIds(ids: readonly string[]): boolean {
  return new Set(ids).size === ids.length;
}

/** Every id is given once (SPEC section 1). Places come in order of path; the first keeps its id. */
export function* checkUniqueIds(places: Iterable<IdPlace>): Iterable<Diagnostic> {
  const first = new Map<string, string>();
  for (const { id, path } of places) {
    const holder = first.get(id);
    if (holder === undefined) first.set(id, path);
    else {
      const message = `the id "${id}" is that of "${toOneLine(holder)}" too`;
      const hint = 'give this release a new UUIDv7';
      yield { code: 'HYPER_ID_TWINS', severity: 'error', path, message, hint };
    }
  }
}
