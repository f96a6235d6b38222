import { HyperError, compareDiagnostics } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { judgeChange, loadChange, parseEvent } from '../../gate/index.ts';
import type { ChangeFinding, ChangeSubject, ForgeAccount } from '../../gate/index.ts';
import type { RepositoryHistory } from '../../registry/index.ts';
import type { Operation } from '../operation.ts';
import { checkChanges } from '../validate.ts';
import type { OpenedRegistry } from '../world.ts';
import { findSecrets } from './check-secrets.ts';
import { signatureFaults } from './check-signatures.ts';
import type { CiContext, CiInput } from './ci-context.ts';
import type { CiData, OpenDecision } from './ci-data.ts';
import { concludeCi } from './conclude-ci.ts';
import { CountingStore } from './counting-store.ts';
import { findRange } from './find-range.ts';
import type { FoundRange } from './find-range.ts';
import { loadUsage } from './load-usage.ts';
import { knownFaults, markKnown } from './ratchet.ts';

/** Judges a change by the laws of its merge base (SPEC section 6). */
export const ci: Operation<CiInput, CiData, CiContext> = {
  id: 'ci',
  group: 'validation',
  summary: 'Judge a change by the owners, roles, keys and policies of its merge base',
  async run(context, input) {
    const event = input.event === undefined ? undefined : parseEvent(await context.readText(input.event));
    const opened = await context.openRegistry({ registry: input.registry });
    const history = requireHistory(opened);
    const store = new CountingStore(opened.store);
    const registry = { ...opened, store };
    const now = context.clock().getTime();
    const range = await findRange(store, history, input, event);
    const found: ChangeFinding[] = [];
    const subjects: ChangeSubject[] = [];
    for (const base of range.bases) {
      const subject = await loadSubject(registry, history, range, base, event?.authors ?? [], now);
      subjects.push(subject);
      found.push(...judgeChange(subject));
      found.push(...(await stateFaults(registry, subject, input.isRatchet)));
      const { verifier } = context;
      found.push(...(await signatureFaults({ registry, subject, now, verifier })));
    }
    found.push(...(await findSecrets(store, history, range, context.scanSecrets)));
    const all = withoutSecrets(withoutTwins(found));
    const decisions = openDecisions(all);
    return concludeCi({ range, event, subjects, found: all, decisions, store, prefix: history.prefix });
  },
};

function requireHistory({ history }: OpenedRegistry): RepositoryHistory {
  if (history !== undefined) return history;
  throw new HyperError('HYPER_GIT_MISSING', 'judging a change needs a git repository and the git program', {
    hint: 'install git, and run hyper ci in a clone of the registry',
  });
}

async function loadSubject(
  registry: OpenedRegistry,
  history: RepositoryHistory,
  { tip, head, bases }: FoundRange,
  base: FoundRange['bases'][number],
  authors: readonly ForgeAccount[],
  now: number,
): Promise<ChangeSubject> {
  return loadChange(registry.store, {
    ...{ base, tip, head },
    outside: await history.changedOutside(base.commit, head.commit),
    isRelativeToTip: bases.length > 1,
    authors,
    usage: (control) => loadUsage(registry, history, tip, control.namespaces.values(), now),
  });
}

/** What `validate` says of the changed part; in ratchet mode, what was so before refuses nothing. */
async function stateFaults(
  registry: OpenedRegistry,
  subject: ChangeSubject,
  isRatchet: boolean,
): Promise<readonly Diagnostic[]> {
  const { diagnostics } = await checkChanges(registry, subject.base, subject.head);
  if (!isRatchet || diagnostics.length === 0) return diagnostics;
  return markKnown(diagnostics, await knownFaults(registry, subject));
}

/** With several merge bases one fault is found from each. */
function withoutTwins(found: readonly ChangeFinding[]): ChangeFinding[] {
  const known = new Set<string>();
  return found
    .filter(({ code, path = '', message, span }) => {
      const key = JSON.stringify([code, path, message, span?.start.offset ?? -1]);
      if (known.has(key)) return false;
      known.add(key);
      return true;
    })
    .sort(compareDiagnostics);
}

function openDecisions(found: readonly ChangeFinding[]): OpenDecision[] {
  return found.flatMap(({ code, path = null, decision }) =>
    decision === undefined
      ? []
      : [
          {
            ...{ code, path, capability: decision.capability, needed: decision.count, given: [] },
            namespace: decision.namespace === '' ? null : decision.namespace,
          },
        ],
  );
}

/** Lines that hold a secret are not shown, whatever else is wrong with them. */
function withoutSecrets(found: readonly ChangeFinding[]): ChangeFinding[] {
  const paths = new Set(
    found.flatMap(({ code, path }) => (code === 'HYPER_SECRET_FOUND' ? (path ?? []) : [])),
  );
  return found.map((fault) => {
    if (fault.frame === undefined || !paths.has(fault.path ?? '')) return fault;
    const { frame, ...rest } = fault;
    return frame === '' ? fault : rest;
  });
}
