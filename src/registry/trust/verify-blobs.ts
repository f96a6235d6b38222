import { digestHex, toOneLine } from '../../core/index.ts';
import type { StepFault } from '../../signing/index.ts';
import type { RegistryStore, TreeEntry } from '../registry-store.ts';

/** More than any setting lets a blob have. */
const MAX_BLOB_BYTES = 128 * 1024 * 1024;

/** Checks that blobs are what their names say, streaming; gives the faults by path. */
export async function verifyBlobs(
  store: Pick<RegistryStore, 'readBlobs'>,
  blobs: readonly { readonly hex: string; readonly entry: TreeEntry }[],
): Promise<Map<string, StepFault>> {
  const faults = new Map<string, StepFault>();
  let number = 0;
  const requests = blobs.map(({ entry }) => entry);
  for await (const batch of store.readBlobs(requests, MAX_BLOB_BYTES)) {
    for (const { request, bytes } of batch) {
      const hex = blobs[number]?.hex ?? '';
      number += 1;
      const found = bytes === undefined ? 'too many bytes' : digestHex(bytes);
      if (found !== hex)
        faults.set(
          request.path,
          contentFault(request.path, `expected bytes with sha256 "${hex}", got "${found}"`),
        );
    }
  }
  return faults;
}

/** The fault of content that is not what was signed. Pure. */
export function contentFault(path: string, why: string): StepFault {
  const name = toOneLine(path);
  return {
    code: 'HYPER_SIGNATURE_CONTENT',
    message: `"${name}": ${why}`,
    hint: `restore it from git: git log -- ${name}`,
  };
}
