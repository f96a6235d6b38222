import { HyperError, MAX_MANIFEST_BYTES, toOneLine } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import type { ParsedDocument } from '../../document/index.ts';
import { parseReference, toFolder } from '../../names/index.ts';
import { actsOf, readChanges, readUnchangedStates, roleOf, tellChanges } from '../../registry/index.ts';
import type { ManifestChange, RegistryStore, Revision, TreeChange, TreeEntry } from '../../registry/index.ts';
import { requireNamespace } from '../namespace-filter.ts';
import { restOnHead } from '../open-range.ts';
import type { Outcome } from '../outcome.ts';
import type { RegistryContext } from '../world.ts';
import type { DiffData, DiffInput, FileDifference } from './diff-data.ts';
import { placeFields } from './place-fields.ts';
import { assertWholeArtifact } from '../whole-artifact.ts';

/** What was done between two revisions, and which fields of which files differ; an empty text is the working tree. */
export async function diffRevisions(
  context: RegistryContext,
  { registry, of }: DiffInput,
  [from, to]: readonly [before: string, after: string],
): Promise<Outcome<DiffData>> {
  const opened = await context.openRegistry({ registry, isWorkingTree: to === '' });
  const { store } = opened;
  const base = await store.resolveRevision(from);
  const head = to === '' ? await store.currentRevision('none') : await store.resolveRevision(to);
  const folder = of === undefined ? '' : await requireFolder(store, of, [base, head]);
  const differing = (await store.diffTrees(base, head)).filter(({ path }) => path.startsWith(folder));
  const changes = await readChanges(store, differing, hasWords);
  const data: DiffData = {
    kind: 'revisions',
    before: { name: from, commit: base.commit },
    after: { name: to === '' ? 'the working tree' : to, commit: head.commit },
    words: [],
    acts: actsOf(changes, await readUnchangedStates(store, () => Promise.resolve(head), changes)),
    files: await readFiles(store, changes, differing),
  };
  return restOnHead(opened, { names: [from, to], head }, { verdict: 'pass', diagnostics: [], data });
}

/** That a release came or went says all that its act needs. */
function hasWords({ status, path }: TreeChange): boolean {
  return status === 'changed' || roleOf(path).kind !== 'release';
}

/**
 * The folder of an artifact or a namespace, with a slash at its end. Errors: `HYPER_ARTIFACT_MISSING` where neither side has
 * it, `HYPER_VERSION_UNUSED`.
 */
async function requireFolder(
  store: RegistryStore,
  of: string,
  revisions: readonly Revision[],
): Promise<string> {
  const folder = folderOf(of);
  for (const revision of revisions)
    if ((await store.listFolders(revision, [folder])).length > 0) return `${folder}/`;
  throw new HyperError(
    'HYPER_ARTIFACT_MISSING',
    `neither side has an artifact or namespace "${toOneLine(of)}"`,
    {
      hint: 'hyper registry list shows what there is',
    },
  );
}

function folderOf(of: string): string {
  assertWholeArtifact(of);
  const parsed = parseReference(of);
  if (parsed.ok && parsed.value.kind === 'name' && parsed.value.namespace !== undefined)
    return `${toFolder(parsed.value.namespace)}/${parsed.value.name}`;
  return toFolder(requireNamespace(of));
}

async function readFiles(
  store: RegistryStore,
  changes: readonly ManifestChange[],
  differing: readonly TreeChange[],
): Promise<FileDifference[]> {
  const sides = differing.flatMap(({ before, after }, index) =>
    (changes[index]?.fields.length ?? 0) > 0 && before !== undefined && after !== undefined
      ? [before, after]
      : [],
  );
  const documents = await readDocuments(store, sides);
  return changes.map(({ path, status, fields }, index): FileDifference => {
    const { before, after } = differing[index] ?? {};
    const [old, now] = [before, after].map((side) => side && documents.get(side));
    const told = old === undefined || now === undefined ? [] : placeFields(old, now, tellChanges(fields));
    return {
      before: before === undefined ? null : path,
      after: after === undefined ? null : path,
      status,
      fields: told,
    };
  });
}

async function readDocuments(
  store: RegistryStore,
  sides: readonly TreeEntry[],
): Promise<ReadonlyMap<TreeEntry, ParsedDocument>> {
  const found = new Map<TreeEntry, ParsedDocument>();
  let number = 0;
  for await (const blobs of store.readBlobs(sides, MAX_MANIFEST_BYTES)) {
    for (const { bytes } of blobs) {
      const side = sides[number];
      number += 1;
      const document = bytes === undefined ? undefined : parseDocument(bytes).document;
      if (side !== undefined && document !== undefined) found.set(side, document);
    }
  }
  return found;
}
