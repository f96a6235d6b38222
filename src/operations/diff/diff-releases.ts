import { invariant } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import type { ParsedDocument } from '../../document/index.ts';
import { releaseWords } from '../../gate/index.ts';
import { notableChanges } from '../../registry/index.ts';
import type { Release } from '../../registry/index.ts';
import { requireNamespace } from '../namespace-filter.ts';
import { openArtifact } from '../open-snapshot.ts';
import { readRelease } from '../registry-get.ts';
import type { RegistryContext } from '../world.ts';
import type { DiffData, DiffInput, DiffSide } from './diff-data.ts';
import { placeFields } from './place-fields.ts';

/** How two releases differ: in words, and field by field. Errors: those of `registry.get`. */
export async function diffReleases(
  context: RegistryContext,
  { registry, at, namespace }: DiffInput,
  references: readonly [before: string, after: string],
): Promise<DiffData> {
  const place = namespace === undefined ? {} : { namespace: requireNamespace(namespace) };
  const read = async (reference: string): Promise<{ release: Release; side: DiffSide }> => {
    const opened = await openArtifact(context, { registry, at }, { reference, place });
    const release = await readRelease(opened.registry, opened.snapshot, opened.found, reference);
    const name = `${release.artifact.reference}@${release.version}`;
    return { release, side: { name, commit: opened.snapshot.revision.commit } };
  };
  const before = await read(references[0]);
  const after = await read(references[1]);
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
