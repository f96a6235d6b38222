import { digestHex } from '../../core/index.ts';
import type { ContentRule } from '../rule.ts';

/** A blob's name is the sha256 of its bytes (ATTACKS I08, I09). */
export const blobDigestRule: ContentRule = {
  id: 'blob-digest',
  family: 'content',
  summary: 'Every file under blobs/sha256 is named by the sha256 of its bytes.',
  codes: ['HYPER_BLOB_DIGEST'],
  *check({ entry, role, bytes }) {
    if (role.kind !== 'blob') return;
    const actual = digestHex(bytes);
    if (actual === role.hex) return;
    yield {
      code: 'HYPER_BLOB_DIGEST',
      severity: 'error',
      path: entry.path,
      message: `expected bytes with sha256 "${role.hex}", got "${actual}"`,
      hint: 'restore the file from git, or name it by its digest',
    };
  },
};
