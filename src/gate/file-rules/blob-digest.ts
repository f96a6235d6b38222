import { digestHex } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { ContentRule } from '../rule.ts';

const NONE: readonly Diagnostic[] = [];

/** A blob's name is the sha256 of its bytes (ATTACKS I08, I09). */
export const blobDigestRule: ContentRule = {
  id: 'blob-digest',
  family: 'content',
  summary: 'Every file under blobs/sha256 is named by the sha256 of its bytes.',
  codes: ['HYPER_BLOB_DIGEST'],
  check({ entry, role, bytes }) {
    if (role.kind !== 'blob') return NONE;
    const actual = digestHex(bytes);
    if (actual === role.hex) return NONE;
    const message = `expected bytes with sha256 "${role.hex}", got "${actual}"`;
    const hint = 'restore the file from git, or name it by its digest';
    return [{ code: 'HYPER_BLOB_DIGEST', severity: 'error', path: entry.path, message, hint }];
  },
};
