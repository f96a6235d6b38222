import { invariant } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import type { ParsedDocument } from '../../document/index.ts';
import { releaseWords } from '../../gate/index.ts';
import { notableChanges } from '../../registry/index.ts';
import type { Release, Revision } from '../../registry/index.ts';
import { requireNamespace } from '../namespace-filter.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { loadArtifact, openLookup } from '../open-snapshot.ts';
import type { Lookup } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import { readRelease } from '../read/registry-get.ts';
import type { OpenedRegistry, RegistryContext } from '../world.ts';
import type { DiffData, DiffInput, DiffSide } from './diff-data.ts';
import { placeFields } from './place-fields.ts';

/** How two releases differ: in words, and field by field. Errors: those of `registry.get`. */
export async function diffReleases(
  context: RegistryContext,
  input: DiffInput,
  references: readonly [before: string, after: string],
): Promise<Outcome<DiffData>> {
  const { namespace } = input;
  const place = namespace === undefined ? {} : { namespace: requireNamespace(namespace) };
  const [before, after] = references.map((reference): Lookup => ({ reference, place })) as [Lookup, Lookup];
  const { registry, revision } = await openLookup(context, input, before);
  const asked = { before: before.reference, after: after.reference, namespace, commit: revision.commit };
  return keptOutcome(registry, { operation: 'diff', revision, asked }, async () => ({
    ...{ verdict: 'pass', diagnostics: [] },
    data: await compare(registry, revision, [before, after]),
  }));
}

async function compare(
  registry: OpenedRegistry,
  revision: Revision,
  lookups: readonly [before: Lookup, after: Lookup],
): Promise<DiffData> {
  const read = async (lookup: Lookup): Promise<{ release: Release; side: DiffSide }> => {
    const { snapshot, found } = await loadArtifact(registry, revision, lookup);
    const release = await readRelease(registry, snapshot, found, lookup.reference);
    return {
      release,
      side: { name: `${release.artifact.reference}@${release.version}`, commit: revision.commit },
    };
  };
  const before = await read(lookups[0]);
  const after = await read(lookups[1]);
  const [old, now] = [before.release, after.release];
  const [oldText, nowText] = [documentOf(old), documentOf(now)];
  const fields = placeFields(oldText, nowText, notableChanges(oldText.value, nowText.value));
  const isSame = old.text === now.text;
  const status = fields.length > 0 || isSame ? 'changed' : 'reformatted';
  return {
    kind: 'releases',
    before: before.side,
    after: after.side,
    words: isSame ? [] : [...releaseWords(now.manifest, old.manifest), contentWords(old, now)],
    acts: [],
    files: isSame ? [] : [{ before: old.entry.path, after: now.entry.path, status, fields }],
  };
}

function contentWords({ manifest: old }: Release, { manifest: now }: Release): string {
  const [was, is] = [old, now].map(({ content }) => content?.digests.sha256);
  if (was === is) return was === undefined ? 'neither has content' : 'has the same content';
  return was === undefined
    ? 'has content now'
    : is === undefined
      ? 'has no content any more'
      : 'has other content';
}

/** The text is that of a manifest that was read, so it is a document. */
function documentOf({ text }: Release): ParsedDocument {
  const { document } = parseDocument(new TextEncoder().encode(text));
  invariant(document !== undefined, 'a manifest that was read is a document');
  return document;
}
