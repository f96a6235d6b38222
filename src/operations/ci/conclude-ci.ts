import { CODES } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { ALL_RULES, CHANGE_RULES, approversOf, summariseChange } from '../../gate/index.ts';
import type { ChangeEvent, ChangeFinding, ChangeSubject, ForgeAccount } from '../../gate/index.ts';
import type { Outcome, Verdict } from '../outcome.ts';
import type { CiCounts, CiData, OpenDecision } from './ci-data.ts';
import type { CountingStore } from './counting-store.ts';
import type { FoundRange } from './find-range.ts';

/** What judging came to, before it is told. */
export interface Judged {
  readonly range: FoundRange;
  readonly event: ChangeEvent | undefined;
  /** One for each merge base. */
  readonly subjects: readonly ChangeSubject[];
  /** In report order. */
  readonly found: readonly ChangeFinding[];
  readonly decisions: readonly OpenDecision[];
  readonly store: Pick<CountingStore, 'blobs' | 'folders'>;
  /** The registry's folder in its repository. */
  readonly prefix: string;
}

/** The verdict, the findings and the data of a judged change. Pure. */
export function concludeCi(judged: Judged): Outcome<CiData> {
  const { range, event, subjects, found, decisions, prefix } = judged;
  const [subject] = subjects;
  const verdict = verdictOf(found, decisions);
  const data = {
    target: range.tip.commit,
    head: range.head.commit,
    mergeBases: range.bases.map(({ commit }) => commit),
    event: event === undefined ? null : { name: event.name, number: event.number ?? null },
    authors: (event?.authors ?? []).map(toAccount),
    approvals: event === undefined ? [] : approversOf(event).map(toAccount),
    changes: subject === undefined ? [] : summariseChange(subject),
    decisions,
    counts: countsOf(judged),
    next: nextSteps(verdict, judged),
  };
  return { verdict, diagnostics: found.map(plain), data, prefix };
}

function toAccount({ id, login }: ForgeAccount): { readonly id: number; readonly login: string } {
  return { id, login };
}

function plain(finding: ChangeFinding): Diagnostic {
  return Object.fromEntries(
    Object.entries(finding).filter(([name]) => name !== 'decision'),
  ) as unknown as Diagnostic;
}

/** A broken signature weighs most, then what is wrong, then what a person must decide. Pure. */
export function verdictOf(found: readonly ChangeFinding[], decisions: readonly OpenDecision[]): Verdict {
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.some(({ code }) => CODES[code].exit === 4)) return 'untrusted';
  if (errors.length > 0) return 'findings';
  return decisions.length > 0 ? 'needs-human' : 'pass';
}

function countsOf({ subjects, found, store }: Judged): CiCounts {
  const files = subjects[0]?.files ?? [];
  const count = (status: string): number => files.filter((file) => file.status === status).length;
  return {
    ...{ added: count('added'), changed: count('changed'), removed: count('removed') },
    outside: subjects[0]?.outside.length ?? 0,
    rules: ALL_RULES.length + CHANGE_RULES.length,
    errors: found.filter(({ severity }) => severity === 'error').length,
    warnings: found.filter(({ severity }) => severity === 'warning').length,
    ...{ blobsRead: store.blobs, foldersRead: store.folders },
  };
}

function nextSteps(verdict: Verdict, { found, event, range }: Judged): string[] {
  const again =
    event === undefined
      ? `hyper ci --base ${range.tip.commit} --head HEAD`
      : `hyper ci --base ${event.target ?? range.tip.commit} --head HEAD`;
  switch (verdict) {
    case 'pass':
      return [];
    case 'needs-human':
      return [
        ...new Set(
          found.filter(({ decision }) => decision !== undefined).map(({ code }) => `hyper explain ${code}`),
        ),
      ];
    case 'untrusted':
    case 'findings': {
      const [first] = found.filter(({ severity }) => severity === 'error');
      return [...(first === undefined ? [] : [`hyper explain ${first.code}`]), again];
    }
  }
}
