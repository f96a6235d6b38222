import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { formatCodeFrame, parseDocument } from '../../document/index.ts';
import type { RegistryStore, TreeEntry } from '../../registry/index.ts';

/** The findings about ids with the place of the id: read again, as only releases that clash need it. */
export async function locateIds(
  store: RegistryStore,
  entries: readonly TreeEntry[],
  faults: readonly Diagnostic[],
): Promise<Diagnostic[]> {
  if (faults.length === 0) return [];
  const byPath = new Map(faults.map((fault) => [fault.path, fault]));
  const files = entries.filter((entry) => byPath.has(entry.path));
  const located: Diagnostic[] = [];
  for await (const blobs of store.readBlobs(files, MAX_MANIFEST_BYTES)) {
    for (const { request, bytes } of blobs) {
      const fault = byPath.get(request.path);
      const document = bytes === undefined ? undefined : parseDocument(bytes).document;
      if (fault === undefined) continue;
      const span = document?.locate(['id']);
      const frame =
        document === undefined || span === undefined ? undefined : formatCodeFrame(document.text, span);
      located.push({
        ...fault,
        ...(span === undefined ? {} : { span }),
        ...(frame === undefined ? {} : { frame }),
      });
    }
  }
  return located;
}
