import { HyperError, compareDiagnostics, toOneLine } from '../core/index.ts';
import type { Diagnostic } from '../core/index.ts';
import { checkFile, checkTree, checkUniqueIds, isChecked, treeSubjectOf } from '../gate/index.ts';
import type { FileFindings, IdPlace } from '../gate/index.ts';
import { roleOf } from '../registry/index.ts';
import type { Revision, TreeEntry } from '../registry/index.ts';
import type { Operation } from './operation.ts';
import type { Outcome } from './outcome.ts';
import type { Examination } from './examination.ts';
import { releasesBeside, requireEntries } from './examination.ts';
import { examineQuotas } from './examine-quotas.ts';
import { keepIds, mayCopyIds } from './known-ids.ts';
import { locateIds } from './locate-ids.ts';
import { examineChanges } from './validate-changes.ts';
import type { OpenedRegistry, RegistryContext } from './world.ts';

export interface ValidateInput {
  readonly registry: string | undefined;
  /** A file or folder of this machine; findings are limited to it. */
  readonly path: string | undefined;
  /** A revision to read in place of the working tree. */
  readonly at: string | undefined;
  /** A revision: only what differs from it is checked. */
  readonly changedSince: string | undefined;
}

export interface ValidateData {
  /** Full commit id, or null where the working tree differs from every commit. */
  readonly commit: string | null;
  readonly scope: 'registry' | 'path' | 'changes';
  readonly files: number;
  readonly manifests: number;
  readonly namespaces: number;
  readonly artifacts: number;
  readonly releases: number;
  readonly bytes: number;
  /** Manifests that needed the slower parser, the one with positions. */
  readonly slowManifests: number;
  readonly errors: number;
  readonly warnings: number;
}

/** Checks a registry, a part of it, or what changed since a revision (SPEC sections 2 and 6). */
export const validate: Operation<ValidateInput, ValidateData, RegistryContext> = {
  id: 'validate',
  group: 'validation',
  summary: 'Check manifests, layout and names, and say what is wrong and where',
  async run(context, input) {
    const registry = await context.openRegistry({
      registry: input.registry,
      isWorkingTree: input.at === undefined,
    });
    const { store } = registry;
    const before = input.changedSince === undefined ? undefined : store.resolveRevision(input.changedSince);
    // Both are looked up at once; where both fail, the error is that of the first awaited.
    before?.catch(() => undefined);
    const revision = await (input.at === undefined
      ? store.currentRevision()
      : store.resolveRevision(input.at));
    if (before !== undefined) return checkChanges(registry, await before, revision);
    if (input.path === undefined) return checkWhole(registry, revision);
    const path = registry.toRegistryPath(input.path);
    if (path === undefined) throw nothingThere(input.path);
    if (path !== '') {
      const { outcome } = await check(registry, revision, await examinePath(registry, revision, path));
      return outcome;
    }
    return checkWhole(registry, revision);
  },
};

/** Checks one manifest that is in no registry, or stands for the file of a path: what its text alone shows. */
export function validateText(bytes: Uint8Array, path: string): Outcome<ValidateData> {
  const entry: TreeEntry = { mode: '100644', oid: '', path, isUtf8: true };
  const size = bytes.length;
  const surroundings = { hasArtifact: () => true, hasBlob: () => true, hasRelease: () => true };
  const { diagnostics, isFast } = checkFile({ entry, role: roleOf(path), size, bytes }, surroundings);
  const counts = { files: 1, bytes: size, manifests: 1, releases: 0, fallbacks: isFast === false ? 1 : 0 };
  const data = { commit: null, scope: 'path' as const, namespaces: 0, artifacts: 0, releases: 0 };
  return conclude(diagnostics, { ...data, ...countsOf(counts) });
}

async function checkWhole(registry: OpenedRegistry, revision: Revision): Promise<Outcome<ValidateData>> {
  const key = revision.tree === null ? undefined : `validate-${revision.tree}`;
  const known = readKept(key === undefined ? undefined : registry.cache.read(key));
  if (known !== undefined) return conclude(known.diagnostics, { ...known.data, commit: revision.commit });
  const entries = requireEntries(await registry.store.listTree(revision));
  const subject = treeSubjectOf(entries);
  const names = { artifacts: subject.index.artifacts.keys(), blobs: subject.index.blobs.keys() };
  const examination = { scope: 'registry' as const, entries: entries.filter(isChecked), subject, names };
  const { outcome, places } = await check(registry, revision, {
    ...examination,
    treeFaults: () => checkTree(subject),
  });
  if (key !== undefined && revision.tree !== null) {
    keepIds(registry.cache, revision.tree, places);
    registry.cache.write(key, JSON.stringify({ diagnostics: outcome.diagnostics, data: outcome.data }));
  }
  return outcome;
}

/** What is wrong with what differs between two revisions.
 *  Falls back on the whole registry where only that tells, and where an id may be that of a release that did not change. */
export async function checkChanges(
  registry: OpenedRegistry,
  base: Revision,
  head: Revision,
): Promise<Outcome<ValidateData>> {
  const examination = await examineChanges(registry.store, base, head);
  if (examination === undefined) return checkWhole(registry, head);
  const { outcome, places } = await check(registry, head, examination);
  const isCopied = await mayCopyIds(registry, base.tree, places, examination.former);
  return isCopied ? checkWhole(registry, head) : outcome;
}

/** A remembered outcome; undefined where there is none, or what is there is not whole. */
function readKept(text: string | undefined): { diagnostics: Diagnostic[]; data: ValidateData } | undefined {
  if (text === undefined) return undefined;
  try {
    const kept = JSON.parse(text) as { diagnostics?: Diagnostic[]; data?: ValidateData } | null;
    const { diagnostics, data } = kept ?? {};
    return Array.isArray(diagnostics) && typeof data?.files === 'number' ? { diagnostics, data } : undefined;
  } catch {
    return undefined;
  }
}

function nothingThere(path: string): HyperError {
  return new HyperError('HYPER_PATH_UNKNOWN', `the registry holds nothing at "${toOneLine(path)}"`, {
    hint: 'name a file or folder of the registry; --registry says which registry it is',
  });
}

async function examinePath(registry: OpenedRegistry, revision: Revision, path: string): Promise<Examination> {
  const all = requireEntries(await registry.store.listTree(revision));
  const subject = treeSubjectOf(all);
  const isInside = (other: string): boolean => other === path || other.startsWith(`${path}/`);
  if (!all.some((entry) => isInside(entry.path))) throw nothingThere(path);
  const entries = all.filter((entry) => isInside(entry.path) && isChecked(entry));
  const { artifacts, blobs } = subject.index;
  return {
    scope: 'path',
    entries,
    subject,
    treeFaults: () => checkTree(subject).filter((fault) => isInside(fault.path ?? '')),
    names: {
      artifacts: artifacts.keys(),
      blobs: blobs.keys(),
      releases: releasesBeside(entries, subject.index),
    },
  };
}

async function check(
  registry: OpenedRegistry,
  revision: Revision,
  examination: Examination,
): Promise<{ outcome: Outcome<ValidateData>; places: readonly IdPlace[] }> {
  const { entries, subject, scope } = examination;
  const fileFaults = Promise.all([
    registry.checker.check(entries, examination.names),
    examineQuotas(registry.store, revision, examination),
  ]);
  const treeFaults = examination.treeFaults();
  const [found, quotaFaults] = await fileFaults;
  const places = found.ids.map((id, number) => ({
    id,
    path: entries[found.idEntries[number] ?? -1]?.path ?? '',
  }));
  const diagnostics = [
    ...treeFaults,
    ...found.diagnostics,
    ...(await locateIds(registry.store, entries, [...checkUniqueIds(places)])),
    ...quotaFaults,
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
  return { outcome: conclude(diagnostics, { ...data, ...countsOf(found.counts) }), places };
}

type Counted = Pick<ValidateData, 'files' | 'manifests' | 'bytes' | 'slowManifests'>;

function countsOf(counts: FileFindings['counts']): Counted {
  return {
    files: counts.files,
    manifests: counts.manifests,
    bytes: counts.bytes,
    slowManifests: counts.fallbacks,
  };
}

function conclude(
  found: readonly Diagnostic[],
  data: Omit<ValidateData, 'errors' | 'warnings'>,
): Outcome<ValidateData> {
  const diagnostics = [...found].sort(compareDiagnostics);
  const errors = diagnostics.filter((one) => one.severity === 'error').length;
  const warnings = diagnostics.filter((one) => one.severity === 'warning').length;
  return { verdict: errors > 0 ? 'findings' : 'pass', diagnostics, data: { ...data, errors, warnings } };
}
