import { HyperError } from '../../core/index.ts';
import type { Conflict, Fact } from '../model/conflict.ts';
import type { Outcome } from '../model/outcome.ts';
import type { ResolveRequest } from '../model/request.ts';
import type { Resolution } from '../model/resolution.ts';
import type { RequestEdit, Suggestion } from '../model/suggestion.ts';
import { resolveSteps } from '../resolve-steps.ts';
import type { CandidateTable } from '../table/candidate-table.ts';
import { applyEdits, formatEdits } from './apply-edit.ts';
import { minimise } from './minimise.ts';

const MAX_SUGGESTIONS = 3;
const MAX_LOOSENED = 6;
/** Steps that one attempt may take: an edit that takes longer to try is not suggested. */
const MAX_WORK_EACH = 2_000_000;

type Steps<T> = Generator<readonly string[], T, undefined>;

/** An edit that would give way, and how it is said exactly once its resolution is known. */
interface Attempt {
  readonly loose: readonly RequestEdit[];
  readonly toExact: (resolution: Resolution) => readonly (readonly RequestEdit[])[];
}

/**
 * The smallest edits of the request with which it resolves, each tried: one change of a range, pin, override or choice,
 * else two ranges at once, else doing without something. Yields what must be read first.
 */
export function* suggestSteps(
  request: ResolveRequest,
  conflict: Conflict,
  table: CandidateTable,
): Steps<readonly Suggestion[]> {
  const facts = minimise(conflict.facts, conflict.versions).filter((fact) => !isPrivate(fact, conflict));
  const roots = rootsOf(facts);
  const found: Suggestion[] = [];
  const single = [...roots.map((root) => loosen([root], conflict)), ...giveWay(facts)];
  for (const attempt of single) yield* tryOut(attempt, request, table, found);
  if (found.length === 0) {
    for (const pair of pairsOf(roots)) yield* tryOut(loosen(pair, conflict), request, table, found);
  }
  if (found.length === 0) {
    for (const attempt of overriding(facts, conflict)) yield* tryOut(attempt, request, table, found);
  }
  if (found.length === 0) {
    for (const root of roots) yield* tryOut(removal(root), request, table, found);
  }
  return found;
}

type Root = Fact & { kind: 'needs' };

function isPrivate(fact: Fact, { privateNames }: Conflict): boolean {
  return fact.terms.some(({ artifact }) => privateNames.has(artifact));
}

function rootsOf(facts: readonly Fact[]): Root[] {
  return facts
    .filter((fact): fact is Root => fact.kind === 'needs' && fact.by === undefined)
    .filter(({ requirement }) => requirement.isQuestion !== true)
    .slice(0, MAX_LOOSENED);
}

function pairsOf(roots: readonly Root[]): Root[][] {
  return roots.flatMap((one, index) => roots.slice(index + 1).map((other) => [one, other]));
}

function loosen(roots: readonly Root[], { versions: known }: Conflict): Attempt {
  const toEdit = ({ requirement, origin }: Root, to: string): RequestEdit => {
    const { artifact, tag, exact, range } = requirement;
    const from = tag === undefined ? (exact ?? range) : `@${tag}`;
    return { kind: 'range', artifact, from, to, ...(origin === undefined ? {} : { origin }) };
  };
  return {
    loose: roots.map((root) => toEdit(root, anyOf(known.get(root.target) ?? []))),
    toExact: ({ packages }) => {
      const versions = roots.map(({ target }) => packages.get(target)?.version ?? '*');
      return ['^', ''].map((sign) =>
        roots.map((root, index) => toEdit(root, `${sign}${versions[index] ?? ''}`)),
      );
    },
  };
}

/** A range that takes any version; where there are only pre-releases, those from the newest on. */
function anyOf(versions: readonly string[]): string {
  const isOnlyPrereleases = versions.every((version) => version.includes('-'));
  return isOnlyPrereleases ? `^${versions.at(-1) ?? '0.0.0'}` : '*';
}

/** Pins, overrides and choices that take part: each may go. */
function giveWay(facts: readonly Fact[]): Attempt[] {
  return facts.flatMap((fact): Attempt[] => {
    if (fact.kind === 'pinned') {
      const origin = fact.origin === undefined ? {} : { origin: fact.origin };
      return [plain({ kind: 'unpin', artifact: fact.artifact, ...origin })];
    }
    if (fact.kind === 'chosen') {
      const { artifact } = fact;
      return [
        {
          loose: [{ kind: 'unpin', artifact }],
          toExact: ({ packages }) => {
            const version = packages.get(artifact)?.version;
            return version === undefined ? [] : [[{ kind: 'choose', artifact, version }]];
          },
        },
      ];
    }
    if (fact.kind !== 'needs' || fact.override === undefined) return [];
    return [plain({ kind: 'drop-override', artifact: fact.target, origin: fact.override })];
  });
}

/** Artifacts that others ask for: an override may take the place of what they ask. */
function overriding(facts: readonly Fact[], { versions }: Conflict): Attempt[] {
  const targets = new Set(
    facts.flatMap((fact) => (fact.kind === 'needs' && fact.by !== undefined ? [fact.target] : [])),
  );
  return [...targets]
    .filter((artifact) => (versions.get(artifact)?.length ?? 0) > 0)
    .map((artifact) => ({
      loose: [{ kind: 'override', artifact, to: '*' }],
      toExact: ({ packages }) => {
        const version = packages.get(artifact)?.version;
        return version === undefined ? [] : [[{ kind: 'override', artifact, to: `^${version}` }]];
      },
    }));
}

function removal({ requirement, origin }: Root): Attempt {
  const place = origin === undefined ? {} : { origin };
  return plain({ kind: 'remove', artifact: requirement.artifact, ...place });
}

function plain(edit: RequestEdit): Attempt {
  return { loose: [edit], toExact: () => [[edit]] };
}

/** Resolves with the loose edit, then with what it comes to exactly; what resolves is a suggestion. */
function* tryOut(
  { loose, toExact }: Attempt,
  request: ResolveRequest,
  table: CandidateTable,
  found: Suggestion[],
): Steps<void> {
  if (found.length >= MAX_SUGGESTIONS) return;
  const first = yield* attempt(withoutChoice(applyEdits(request, loose), loose), table);
  if (first?.kind !== 'solved') return;
  for (const edits of toExact(first.resolution)) {
    const outcome = yield* attempt(applyEdits(request, edits), table);
    if (outcome?.kind !== 'solved') continue;
    const text = formatEdits(edits);
    if (found.every((one) => one.text !== text)) found.push({ edits, text });
    return;
  }
}

/** Whoever has chosen may choose again: the choice gives way like a pin. */
function withoutChoice(request: ResolveRequest, edits: readonly RequestEdit[]): ResolveRequest {
  const names = new Set(edits.filter(({ kind }) => kind === 'unpin').map(({ artifact }) => artifact));
  const choices = new Map([...(request.choices ?? [])].filter(([name]) => !names.has(name)));
  return {
    ...request,
    choices,
    strategy: request.strategy === 'manual' ? 'highest' : (request.strategy ?? 'highest'),
  };
}

function* attempt(request: ResolveRequest, table: CandidateTable): Steps<Outcome | undefined> {
  try {
    const strategy = request.strategy === 'manual' ? 'highest' : (request.strategy ?? 'highest');
    return yield* resolveSteps({ ...request, strategy, maxWork: MAX_WORK_EACH }, table);
  } catch (error) {
    if (error instanceof HyperError && error.code === 'HYPER_RESOLVE_BUDGET') return undefined;
    throw error;
  }
}
