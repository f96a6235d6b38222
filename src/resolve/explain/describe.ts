import { toOneLine } from '../../core/index.ts';
import type { Span } from '../../core/index.ts';
import type { Unavailability } from '../model/candidate.ts';
import type { Conflict, Fact, ReleaseSet } from '../model/conflict.ts';
import type { Origin } from '../model/requirement.ts';

/** Finds the span of something by where it stands; undefined where it cannot be told. */
export type Locate = (origin: Origin) => Span | undefined;

const MAX_RUNS = 3;
const MAX_RANGES = 3;

const UNAVAILABLE: Readonly<Record<Unavailability, readonly [one: string, several: string]>> = {
  yanked: ['is yanked', 'are yanked'],
  archived: ['is archived', 'are archived'],
  unpublished: ['is unpublished', 'are unpublished'],
  draft: ['is a draft', 'are drafts'],
  deleted: ['was deleted', 'were deleted'],
};

/** Puts facts into words: names that must not be shown are replaced, and nothing in them reaches a terminal raw. */
export class Describer {
  readonly #conflict: Conflict;
  readonly #locate: Locate;
  readonly #aliases = new Map<string, string>();

  constructor(conflict: Conflict, locate: Locate) {
    this.#conflict = conflict;
    this.#locate = locate;
  }

  /** The name of an artifact, or what stands for one that must not be shown. */
  name(artifact: string): string {
    if (!this.#conflict.privateNames.has(artifact)) return toOneLine(artifact);
    const known = this.#aliases.get(artifact);
    if (known !== undefined) return known;
    const alias = `private artifact ${this.#aliases.size + 1}`;
    this.#aliases.set(artifact, alias);
    return alias;
  }

  /** Releases of an artifact: `a 1.0.0`, `a 1.0.0 to 1.4.0`, `every version of a`. */
  releases({ artifact, bits }: ReleaseSet): string {
    const name = this.name(artifact);
    const versions = this.#conflict.versions.get(artifact) ?? [];
    const runs = runsOf(bits, versions.length);
    const [first] = runs;
    const isAll = first !== undefined && first[0] === 0 && first[1] === versions.length;
    if (isAll && versions.length > 1) return `every version of ${name}`;
    if (this.#conflict.privateNames.has(artifact)) return `some versions of ${name}`;
    return `${name} ${this.#runs(runs, versions)}`;
  }

  #runs(runs: readonly (readonly [number, number])[], versions: readonly string[]): string {
    const shown = runs.slice(0, MAX_RUNS).flatMap(([from, to]) => {
      const low = toOneLine(versions[from] ?? '');
      const high = toOneLine(versions[to - 1] ?? '');
      if (to - from === 1) return [low];
      return to - from === 2 ? [low, high] : [`${low} to ${high}`];
    });
    const rest = runs.slice(MAX_RUNS).reduce((sum, [from, to]) => sum + to - from, 0);
    const all = rest === 0 ? shown : [...shown, `${rest} more`];
    return listOf(all, 'and');
  }

  /** What a fact says, as a sentence without a full stop. */
  fact(fact: Fact): string {
    switch (fact.kind) {
      case 'needs':
        return this.#needs(fact);
      case 'unavailable': {
        const [term] = fact.terms;
        const releases = term === undefined ? this.name(fact.artifact) : this.releases(term);
        const [one, several] = UNAVAILABLE[fact.why];
        return `${releases} ${this.isPlural(fact) ? several : one}`;
      }
      case 'pinned':
        return `${this.#conflict.name} pins ${this.name(fact.artifact)} to ${toOneLine(fact.version)}${this.#place(fact.origin)}${this.#unknownVersion(fact)}`;
      case 'chosen':
        return `you chose ${this.name(fact.artifact)} ${toOneLine(fact.version)}${this.#unknownVersion(fact)}`;
    }
  }

  #unknownVersion({ artifact, version }: { readonly artifact: string; readonly version: string }): string {
    const isKnown = this.#conflict.versions.get(artifact)?.includes(version) ?? false;
    return isKnown ? '' : ', a version that does not exist';
  }

  #needs(fact: Fact & { kind: 'needs' }): string {
    const { requirement, target, override } = fact;
    const [by] = fact.terms;
    if (requirement.isQuestion === true)
      return `you ask for ${this.name(target)} ${this.#wanted(fact)}${this.#whyNone(fact)}`;
    const subject =
      fact.by === undefined || by === undefined ? toOneLine(this.#conflict.name) : this.releases(by);
    const isPlural = fact.by !== undefined && / (?:to|and) |, /u.test(subject);
    const verb = requirement.optional
      ? isPlural
        ? 'allow only'
        : 'allows only'
      : isPlural
        ? 'need'
        : 'needs';
    const moved = requirement.artifact === target ? '' : ` (moved from ${this.name(requirement.artifact)})`;
    const object = this.#isAny(fact)
      ? `any version of ${this.name(target)}${moved}`
      : `${this.name(target)}${moved} ${this.#wanted(fact)}`;
    const overridden = override === undefined ? '' : ` by override${this.#place(override)}`;
    const place = override === undefined && !this.#isHidden(fact) ? this.#place(fact.origin) : '';
    return `${subject} ${verb} ${object}${overridden}${place}${this.#whyNone(fact)}`;
  }

  #isAny({ requirement: { tag, exact, optional }, range, ranges }: Fact & { kind: 'needs' }): boolean {
    return range === '*' && tag === undefined && exact === undefined && ranges === undefined && !optional;
  }

  /** Whether what a fact is about is several releases, as its sentence names them. */
  isPlural(fact: Fact): boolean {
    const [term] = fact.terms;
    if (term === undefined || (fact.kind === 'needs' && fact.by === undefined)) return false;
    const releases = this.releases(term);
    return releases.startsWith('some ') || / (?:to|and) /u.test(releases);
  }

  #isHidden({ by }: { readonly by: string | undefined }): boolean {
    return by !== undefined && this.#conflict.privateNames.has(by);
  }

  #wanted({ requirement, range, ranges, target }: Fact & { kind: 'needs' }): string {
    if (this.#conflict.privateNames.has(target)) return 'in certain versions';
    if (requirement.exact !== undefined) return toOneLine(requirement.exact);
    if (requirement.tag !== undefined) return `@${toOneLine(requirement.tag)}`;
    if (ranges === undefined) return toOneLine(range);
    const shown = ranges.slice(0, MAX_RANGES).map((one) => toOneLine(one));
    return listOf(ranges.length > MAX_RANGES ? [...shown, 'alike'] : shown, 'or');
  }

  /** Why no release meets a requirement at all. */
  #whyNone({ terms, target, requirement, by }: Fact & { kind: 'needs' }): string {
    const versions = this.#conflict.versions.get(target) ?? [];
    const isSelf = by === target;
    const wanted = by === undefined ? terms[0] : terms[1];
    if (isSelf || (wanted !== undefined && !isEverything(wanted, versions.length))) return '';
    if (versions.length === 0) return ', which does not exist';
    if (this.#conflict.privateNames.has(target)) return ', which it does not have';
    if (requirement.tag !== undefined) return ', a tag that names no version';
    const isOnlyPrereleases = versions.every((version) => version.includes('-'));
    if (isOnlyPrereleases && requirement.exact === undefined) {
      return `, but it has only pre-releases (${toOneLine(versions.at(-1) ?? '')})`;
    }
    return `, which no version matches (the newest is ${toOneLine(versions.at(-1) ?? '')})`;
  }

  #place(origin: Origin | undefined): string {
    if (origin === undefined || origin.path === '') return '';
    const line = (origin.span ?? this.#locate(origin))?.start.line;
    return ` (${toOneLine(origin.path)}${line === undefined ? '' : `:${line}`})`;
  }

  /** What a step shows: what its terms name never comes together. */
  lemma(terms: readonly ReleaseSet[]): string {
    const present = terms.filter((term) => !mayBeAbsent(term));
    const absent = terms.filter(mayBeAbsent);
    if (absent.length === 0) return this.#apart(present);
    const together = listOf(
      present.map((term) => this.releases(term)),
      'and',
    );
    const wanted = listOf(
      absent.map((term) => this.releases(this.#complement(term))),
      'or',
    );
    if (present.length === 0) return `${wanted} must be chosen`;
    const isPlural = / (?:to|and) |, /u.test(together);
    return `${together} ${isPlural ? 'need' : 'needs'} ${wanted}`;
  }

  #apart(present: readonly ReleaseSet[]): string {
    const isWhole = (term: ReleaseSet): boolean => this.releases(term).startsWith('every ');
    const some = present.filter((term) => !isWhole(term)).map((term) => this.releases(term));
    const whole = present.filter(isWhole).map(({ artifact }) => `any version of ${this.name(artifact)}`);
    if (some.length === 0) return `there is no way to choose ${listOf(whole, 'and')}`;
    const together = some.length > 1 ? ' together' : '';
    const beside = whole.length === 0 ? '' : ` with ${listOf(whole, 'and')}`;
    return `${listOf(some, 'and')} cannot be chosen${together}${beside}`;
  }

  #complement({ artifact, bits }: ReleaseSet): ReleaseSet {
    const size = this.#conflict.versions.get(artifact)?.length ?? 0;
    const inverse = bits.map((word, index) => {
      const count = Math.min(32, size + 1 - index * 32);
      return (count === 32 ? -1 : (1 << count) - 1) & ~word;
    });
    return { artifact, bits: inverse };
  }
}

function mayBeAbsent({ bits }: ReleaseSet): boolean {
  return ((bits[0] ?? 0) & 1) === 1;
}

function isEverything({ bits }: ReleaseSet, size: number): boolean {
  const runs = runsOf(bits, size);
  return size === 0 || (runs.length === 1 && runs[0]?.[0] === 0 && runs[0][1] === size);
}

/** Ranks in the set, as runs from, to (exclusive). */
function runsOf(bits: Int32Array, size: number): (readonly [number, number])[] {
  const runs: (readonly [number, number])[] = [];
  let from = -1;
  for (let rank = 0; rank <= size; rank += 1) {
    const bit = rank + 1;
    const isIn = rank < size && (((bits[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
    if (isIn && from < 0) from = rank;
    if (!isIn && from >= 0) {
      runs.push([from, rank]);
      from = -1;
    }
  }
  return runs;
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(items: readonly string[], word: 'and' | 'or'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`;
}
