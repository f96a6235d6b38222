import { HyperError, compareDiagnostics, compareText } from '../../core/index.ts';
import { parseActor } from '../../access/index.ts';
import { parseEvent, peopleOf } from '../../gate/index.ts';
import type { ChangeFinding, OpenFinding } from '../../gate/index.ts';
import type { RepositoryHistory } from '../../registry/index.ts';
import type { Operation } from '../operation.ts';
import { placeFindings } from '../validate/place-findings.ts';
import type { OpenedRegistry } from '../world.ts';
import { findSecrets } from './check-secrets.ts';
import type { CiContext, CiInput } from './ci-context.ts';
import type { CiData } from './ci-data.ts';
import { concludeCi } from './conclude-ci.ts';
import { CountingStore } from './counting-store.ts';
import { findRange } from './find-range.ts';
import { judgeFrom } from './judge.ts';
import type { JudgedChange } from './judge.ts';

/** Judges a change by the laws of its merge base (SPEC section 6). */
export const ci: Operation<CiInput, CiData, CiContext> = {
  id: 'ci',
  group: 'validation',
  summary: 'Judge a change by the owners, roles, keys and policies of its merge base',
  async run(context, input) {
    const event = input.event === undefined ? undefined : parseEvent(await context.readText(input.event));
    const named = input.as === undefined ? undefined : parseActor(input.as);
    const people = peopleOf(event, named, context.clock());
    const opened = await context.openRegistry({ registry: input.registry });
    const history = await requireHistory(opened);
    const store = new CountingStore(opened.store);
    const registry = { ...opened, store };
    const range = await findRange(store, history, input, event);
    const secrets = await findSecrets(store, history, range, context.scanSecrets);
    const common = {
      registry,
      whole: opened.store,
      history,
      range,
      people,
      secrets,
      verifier: context.verifier,
      archiveFault: context.archiveFault,
    };
    const accounts = event?.authors ?? [];
    const judged: JudgedChange[] = [];
    for (const base of range.bases)
      judged.push(await judgeFrom(base, { ...common, accounts, isRatchet: input.isRatchet }));
    const found = withoutSecretLines(withoutTwins(judged.flatMap((one) => one.found)));
    const open = openOnce(judged.flatMap((one) => one.open));
    const all = { range, event, people, judged, found, open, store, prefix: history.prefix };
    return placeFindings(opened.store, range.head, concludeCi(all));
  },
};

/** Errors: `HYPER_REPOSITORY_MISSING` where no repository is; `HYPER_GIT_MISSING` where only git lacks. */
async function requireHistory({ history, store }: OpenedRegistry): Promise<RepositoryHistory> {
  if (history !== undefined) return history;
  await store.resolveRevision('HEAD');
  throw new HyperError('HYPER_GIT_MISSING', 'judging a change needs a git repository and the git program', {
    hint: 'install git, and run hyper ci in a clone of the registry',
  });
}

/** With several merge bases one fault is found from each. */
function withoutTwins(found: readonly ChangeFinding[]): ChangeFinding[] {
  const known = new Map<string, ChangeFinding>();
  for (const fault of found) {
    const { code, path = '', message, span } = fault;
    const key = JSON.stringify([code, path, message, span?.start.offset ?? -1]);
    if (!known.has(key)) known.set(key, fault);
  }
  return [...known.values()].sort(compareDiagnostics);
}

/** One question to one circle of people stands once, however many files it is about. */
function openOnce(open: readonly OpenFinding[]): OpenFinding[] {
  const known = new Map<string, OpenFinding>();
  for (const one of open) {
    const { code, decision } = one.finding;
    const key = JSON.stringify([code, decision.capability, decision.namespace, decision.count]);
    if (!known.has(key)) known.set(key, one);
  }
  return [...known].sort(([left], [right]) => compareText(left, right)).map(([, one]) => one);
}

/** Lines of files that hold a secret are not shown, whatever else is wrong with them. */
function withoutSecretLines(found: readonly ChangeFinding[]): ChangeFinding[] {
  const paths = new Set(
    found.flatMap(({ code, path }) => (code === 'HYPER_SECRET_FOUND' ? (path ?? []) : [])),
  );
  return found.map((fault) => {
    if (fault.frame === undefined || !paths.has(fault.path ?? '')) return fault;
    const { frame, ...rest } = fault;
    return frame === '' ? fault : rest;
  });
}
