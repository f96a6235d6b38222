import { CODES } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { DESCRIBED_RULES, pageOfRule, ruleOfCode, summariseChange } from '../../gate/index.ts';
import type { ChangeEvent, ChangeFinding, ForgeAccount, OpenFinding, People } from '../../gate/index.ts';
import type { ImpactEntry } from '../../resolve/index.ts';
import type { Outcome, Verdict } from '../outcome.ts';
import { quoteWord } from '../quote-word.ts';
import type { CiCounts, CiData, OpenDecision } from './ci-data.ts';
import type { CountingStore } from './counting-store.ts';
import type { FoundRange } from './find-range.ts';
import type { JudgedChange } from './judge.ts';

/** What judging came to, before it is told. */
export interface Judged {
  readonly range: FoundRange;
  readonly event: ChangeEvent | undefined;
  readonly people: People;
  /** One for each merge base. */
  readonly judged: readonly JudgedChange[];
  /** In report order. */
  readonly found: readonly ChangeFinding[];
  readonly open: readonly OpenFinding[];
  readonly store: Pick<CountingStore, 'blobs' | 'folders'>;
  /** The registry's folder in its repository. */
  readonly prefix: string;
}

/** The verdict, the findings and the data of a judged change. Pure. */
export function concludeCi(all: Judged): Outcome<CiData> {
  const { range, event, people, judged, found, open, prefix } = all;
  const [first] = judged;
  const verdict = verdictOf(found, open);
  const data = {
    target: range.tip.commit,
    head: range.head.commit,
    mergeBases: range.bases.map(({ commit }) => commit),
    event: event === undefined ? null : { name: event.name, number: event.number ?? null },
    authors: (event?.authors ?? []).map(toAccount),
    approvals: people.approvers.map(({ account }) => toAccount(account)),
    changes: first === undefined ? [] : summariseChange(first.subject),
    impact: impactOf(first?.impact ?? []),
    decisions: open.map(toOpenDecision),
    skips: first?.skips ?? [],
    prefix,
    counts: countsOf(all),
    next: nextSteps(verdict, all),
  };
  return { verdict, diagnostics: found.map(plain), data, prefix };
}

function impactOf(entries: readonly ImpactEntry[]): CiData['impact'] {
  return entries.map((entry) => {
    const { kind, artifact, version } = entry;
    const changes =
      entry.kind === 'changed'
        ? entry.changes.map((one) => ({ artifact: one.artifact, from: one.from ?? null, to: one.to ?? null }))
        : [];
    return { kind, artifact, version, changes };
  });
}

function toOpenDecision({ finding, given }: OpenFinding): OpenDecision {
  const { code, path = null, decision } = finding;
  const namespace = decision.namespace === '' ? null : decision.namespace;
  const { capability, count: needed } = decision;
  return { code, path, capability, namespace, needed, given: given.map(toAccount) };
}

function toAccount({ id, login }: ForgeAccount): { readonly id: number; readonly login: string } {
  return { id, login };
}

/** Without what only judging needs, and with the rule that it comes from. */
function plain(finding: ChangeFinding): Diagnostic {
  const diagnostic = Object.fromEntries(
    Object.entries(finding).filter(([name]) => name !== 'decision'),
  ) as unknown as Diagnostic;
  return withRule(diagnostic);
}

/** A finding with its rule and the place of the documentation that tells of it. Pure. */
export function withRule(diagnostic: Diagnostic): Diagnostic {
  const rule = ruleOfCode(diagnostic.code);
  return rule === undefined ? diagnostic : { ...diagnostic, rule, docs: pageOfRule(rule) };
}

/** A broken signature weighs most, then what is wrong, then what a person must decide. Pure. */
export function verdictOf(found: readonly ChangeFinding[], open: readonly OpenFinding[]): Verdict {
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.some(({ code }) => CODES[code].exit === 4)) return 'untrusted';
  if (errors.length > 0) return 'findings';
  return open.length > 0 ? 'needs-human' : 'pass';
}

function countsOf({ judged, found, store }: Judged): CiCounts {
  const subject = judged[0]?.subject;
  const files = subject?.files ?? [];
  const count = (status: string): number => files.filter((file) => file.status === status).length;
  return {
    ...{ added: count('added'), changed: count('changed'), removed: count('removed') },
    outside: subject?.outside.length ?? 0,
    rules: DESCRIBED_RULES.length,
    errors: found.filter(({ severity }) => severity === 'error').length,
    warnings: found.filter(({ severity }) => severity === 'warning').length,
    ...{ blobsRead: store.blobs, foldersRead: store.folders },
  };
}

function nextSteps(verdict: Verdict, { found, event, range }: Judged): string[] {
  const { base, head } =
    event === undefined ? range.named : { base: event.target ?? range.tip.commit, head: 'HEAD' };
  const again = `hyper ci --base ${quoteWord(base)} --head ${quoteWord(head)}`;
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
