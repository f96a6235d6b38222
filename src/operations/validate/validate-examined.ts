import { areUniqueIds, checkTree, checkUniqueIds, isChecked, treeSubjectOf } from '../../gate/index.ts';
import type { IdPlace } from '../../gate/index.ts';
import type { Revision } from '../../registry/index.ts';
import { releasesBeside, requireEntries } from './examination.ts';
import type { CheckPlace, Examination } from './examination.ts';
import { examineLayout } from './examine-layout.ts';
import { examineQuotas } from './examine-quotas.ts';
import { keepIds } from './known-ids.ts';
import { locateIds } from './locate-ids.ts';
import type { Outcome } from '../outcome.ts';
import { concludeValidation, countsOf } from './validate-outcome.ts';
import type { ValidateData } from './validate-outcome.ts';
import { limitTo } from './validate-part.ts';
import type { OpenedRegistry } from '../world.ts';

/** Checks everything that a registry holds at a revision, and keeps the ids of its releases. */
export async function checkRegistry(
  registry: CheckPlace,
  revision: Revision,
): Promise<Outcome<ValidateData>> {
  const entries = registry.listing?.entries ?? requireEntries(await registry.store.listTree(revision));
  const subject = treeSubjectOf(entries, registry.listing?.index);
  const names = { artifacts: subject.index.artifacts.keys(), blobs: subject.index.blobs.keys() };
  const examination = { scope: 'registry' as const, entries: entries.filter(isChecked), subject, names };
  const { outcome, ids } = await checkExamined(registry, revision, {
    ...examination,
    treeFaults: () => checkTree(subject),
  });
  if (revision.tree !== null) keepIds(registry.cache, revision.tree, ids);
  return outcome;
}

/** Checks a file or folder; nothing where the registry has neither at this revision. */
export async function checkPath(
  registry: OpenedRegistry,
  revision: Revision,
  path: string,
): Promise<Outcome<ValidateData>> {
  const { outcome } = await checkExamined(registry, revision, await examinePath(registry, revision, path));
  return outcome;
}

async function examinePath(registry: OpenedRegistry, revision: Revision, path: string): Promise<Examination> {
  const all = requireEntries(await registry.store.listTree(revision));
  const subject = treeSubjectOf(all);
  const { artifacts, blobs } = subject.index;
  const limited = limitTo(
    { scope: 'path' as const, entries: all.filter(isChecked), subject, treeFaults: () => checkTree(subject) },
    path,
  );
  return {
    ...limited,
    names: {
      artifacts: artifacts.keys(),
      blobs: blobs.keys(),
      releases: releasesBeside(limited.entries, subject.index),
    },
  };
}

/** Checks files, with what the tree says of them; gives the ids of the releases among them too. */
export async function checkExamined(
  registry: Pick<CheckPlace, 'store' | 'checker'>,
  revision: Revision,
  examination: Examination,
): Promise<{ outcome: Outcome<ValidateData>; ids: readonly string[]; places: () => readonly IdPlace[] }> {
  const { entries, subject, scope } = examination;
  const fileFaults = Promise.all([
    registry.checker.check(entries, examination.names),
    examineQuotas(registry.store, revision, examination),
    examineLayout(registry.store, revision, examination),
  ]);
  const treeFaults = examination.treeFaults();
  const [found, quotaFaults, layoutFaults] = await fileFaults;
  const { ids, idEntries } = found;
  const places = (): IdPlace[] =>
    ids.map((id, number) => ({ id, path: entries[idEntries[number] ?? -1]?.path ?? '' }));
  const twins = areUniqueIds(ids) ? [] : [...checkUniqueIds(places())];
  const diagnostics = [
    ...treeFaults,
    ...found.diagnostics,
    ...(await locateIds(registry.store, entries, twins)),
    ...quotaFaults,
    ...layoutFaults,
  ];
  const releases = found.counts.releases;
  const { artifacts, namespaces } = subject.index;
  const data = {
    commit: revision.commit,
    scope,
    namespaces: namespaces.size,
    artifacts: artifacts.size,
    releases,
  };
  return { outcome: concludeValidation(diagnostics, { ...data, ...countsOf(found.counts) }), ids, places };
}
