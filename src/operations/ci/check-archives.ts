import type { Diagnostic } from '../../core/index.ts';
import type { ChangeSubject } from '../../gate/index.ts';
import type { RegistryStore } from '../../registry/index.ts';
import type { CiContext } from './ci-context.ts';

/** Larger content is refused by its size. */
const MAX_ARCHIVE_BYTES = 64 * 1024 * 1024;

/** Archives among the content that a change brings, which would not unpack safely. One is in memory at a time. */
export async function archiveFaults(
  store: RegistryStore,
  { files }: ChangeSubject,
  archiveFault: CiContext['archiveFault'],
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const { role, after, path } of files) {
    if (role.kind !== 'blob' || after === undefined) continue;
    for await (const [blob] of store.readBlobs([after.entry], MAX_ARCHIVE_BYTES)) {
      const message = blob?.bytes === undefined ? undefined : await archiveFault(blob.bytes);
      if (message === undefined) continue;
      const hint = 'pack it again, with plain files and paths that stay inside';
      found.push({ code: 'HYPER_CONTENT_ARCHIVE', severity: 'error', path, message, hint });
    }
  }
  return found;
}
