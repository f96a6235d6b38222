import { toOneLine } from '../../core/index.ts';
import type { ChangeFinding, ChangeRule } from '../change/change-rule.ts';
import type { ChangeSubject } from '../change/change-subject.ts';
import { findingAt } from '../change/finding-at.ts';

/** So many new names a day come from one account, or for one owner, before somebody looks. */
const MAX_NEW_NAMES_A_DAY = 20;

/** Nobody takes names by the dozen unseen (ATTACKS Q03). */
export const nameBurstRule: ChangeRule = {
  id: 'name-burst',
  family: 'quotas',
  severity: 'human',
  since: '0.2.0',
  isSkippable: true,
  summary: `At most ${MAX_NEW_NAMES_A_DAY} new names a day come from one account or for one owner without anybody looking.`,
  explanation:
    'Names are taken once and for ever, so taking many is worth an attack. The count is of the last 24 hours on the target branch, by the times of its own commits, and of this change.',
  codes: ['HYPER_NAME_BURST'],
  *check({ artifacts, usage, authors }: ChangeSubject): Iterable<ChangeFinding> {
    const fresh = [...artifacts.values()].filter(
      (one) => one.before.releases.size === 0 && one.tip.releases.size === 0,
    );
    const names = fresh.filter(({ after }) => after.releases.size > 0);
    const [first] = names;
    const file = first?.files.find(({ role, status }) => role.kind === 'release' && status === 'added');
    if (first === undefined || file === undefined) return;
    const byOwner = new Map<string, number>();
    for (const { reference } of [...names, ...usage.recent]) {
      const owner = ownerOf(reference);
      byOwner.set(owner, (byOwner.get(owner) ?? 0) + 1);
    }
    const ids = new Set(authors.map(({ id }) => id));
    const ofAccount = usage.recent.filter(({ account }) => account !== undefined && ids.has(account)).length;
    const busiest = [...new Set(names.map(({ reference }) => ownerOf(reference)))].find(
      (owner) => (byOwner.get(owner) ?? 0) > MAX_NEW_NAMES_A_DAY,
    );
    const isBurst = busiest !== undefined || ofAccount + names.length > MAX_NEW_NAMES_A_DAY;
    if (!isBurst) return;
    const count = busiest === undefined ? ofAccount + names.length : (byOwner.get(busiest) ?? 0);
    const whose = busiest === undefined ? 'from one account' : `for "${toOneLine(busiest)}"`;
    const message = `${count} new names ${whose} within a day, more than ${MAX_NEW_NAMES_A_DAY}`;
    const hint = 'a maintainer of the registry looks at them, or spread them over days';
    const decision = { capability: 'registry:admin', namespace: '', count: 1, mayBeAuthor: true } as const;
    yield { ...findingAt(file, { code: 'HYPER_NAME_BURST', message, hint, severity: 'warning' }), decision };
  },
};

/** Scope and owner, where a scope has owners. */
function ownerOf(reference: string): string {
  const namespace = reference.slice(0, reference.lastIndexOf('/'));
  const isOwned = /^(?:org|user)\./u.test(namespace);
  return isOwned ? namespace.split(/[./]/u).slice(0, 2).join('.') : (namespace.split('.')[0] ?? '');
}
