import { toOneLine } from '../../core/index.ts';
import { lineOf, parentOf, parseNamespacePath, scopeOf } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { lineageOf, quotaOf } from '../../registry/index.ts';
import type { ChangeFinding, ChangeRule } from '../change/change-rule.ts';
import type { ChangeSubject, ChangedArtifact, ChangedFile } from '../change/change-subject.ts';
import { findingAt } from '../change/finding-at.ts';
import { countWithin } from '../change/registry-usage.ts';

/** Quotas hold in what comes of the change and the target branch together (ATTACKS Q01, Q02). */
export const quotaKeptRule: ChangeRule = {
  id: 'quota-kept',
  family: 'quotas',
  severity: 'error',
  since: '0.2.0',
  isSkippable: true,
  summary: 'No namespace holds more artifacts or content than its quotas and those above it allow.',
  explanation:
    'What counts is the target branch as it is now together with the change, so that a quota cannot be split over pull requests. A deleted artifact whose tombstones stand still counts: deleting frees no name. Where no namespace states a limit, its scope does.',
  codes: ['HYPER_QUOTA_ARTIFACTS', 'HYPER_QUOTA_STORAGE'],
  *check(subject: ChangeSubject): Iterable<ChangeFinding> {
    const added = new Map<string, ChangedFile[]>();
    for (const artifact of subject.artifacts.values()) {
      for (const file of artifact.files) {
        if (file.role.kind !== 'release' || file.status !== 'added') continue;
        for (const path of countedIn(artifact.namespace)) added.set(path, [...(added.get(path) ?? []), file]);
      }
    }
    for (const [path, files] of added) {
      yield* artifactFaults(subject, path as NamespacePath, files);
      yield* storageFaults(subject, path, files);
    }
  },
};

function* artifactFaults(
  { artifacts, control, usage }: ChangeSubject,
  namespace: NamespacePath,
  files: readonly ChangedFile[],
): Iterable<ChangeFinding> {
  const limit = artifactLimit(control, namespace);
  const fresh = [...artifacts.values()].filter(
    (one) => isNew(one) && countedIn(one.namespace).includes(namespace),
  );
  const [first] = fresh;
  if (limit === undefined || first === undefined) return;
  const known = new Set(usage.references);
  const all = [
    ...usage.references,
    ...fresh.flatMap(({ reference }) => (known.has(reference) ? [] : [reference])),
  ];
  const count = countWithin(all, namespace);
  const file = files.find(({ path }) => path.startsWith(`${first.folder}/`));
  if (count <= limit || file === undefined) return;
  const message = `"${toOneLine(namespace)}" would hold ${count} artifacts, and its quota is ${limit}`;
  yield findingAt(file, {
    code: 'HYPER_QUOTA_ARTIFACTS',
    message,
    hint: 'ask the owner of the namespace above for more',
  });
}

/** The limit that a namespace states; at the top, where it states none, that of its scope. */
function artifactLimit(control: ChangeSubject['control'], namespace: NamespacePath): number | undefined {
  const record = lineageOf(control, namespace).find(({ path }) => path === namespace);
  const stated = record === undefined ? undefined : quotaOf(record.manifest, 'artifacts');
  const isTop = parentOf(namespace) === undefined;
  return stated ?? (isTop ? (scopeOf(namespace).defaultMaxArtifacts ?? undefined) : undefined);
}

function* storageFaults(
  { control, usage }: ChangeSubject,
  namespace: string,
  files: readonly ChangedFile[],
): Iterable<ChangeFinding> {
  const record = control.namespaces.get(namespace);
  const limit = record === undefined ? undefined : quotaOf(record.manifest, 'storage');
  const [file] = files;
  if (limit === undefined || file === undefined) return;
  const more = files.reduce((sum, one) => sum + sizeOf(one), 0);
  const total = (usage.storage.get(namespace) ?? 0) + more;
  if (more === 0 || total <= limit) return;
  const message = `"${toOneLine(namespace)}" would hold ${total} bytes of content, and its quota is ${limit}`;
  yield findingAt(file, {
    code: 'HYPER_QUOTA_STORAGE',
    message,
    hint: 'ask the owner of the namespace above for more',
  });
}

function sizeOf({ after }: ChangedFile): number {
  return after?.manifest?.kind === 'Artifact' ? (after.manifest.content?.size ?? 0) : 0;
}

function isNew({ before, tip, after }: ChangedArtifact): boolean {
  return before.releases.size === 0 && tip.releases.size === 0 && after.releases.size > 0;
}

/** Where what a folder holds counts; nowhere, where the folder is no namespace. */
function countedIn(namespace: string): readonly NamespacePath[] {
  const parsed = parseNamespacePath(namespace);
  return parsed.ok ? lineOf(parsed.value) : [];
}
