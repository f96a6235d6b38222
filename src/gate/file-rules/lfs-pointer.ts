import type { Diagnostic } from '../../core/index.ts';
import type { ContentRule } from '../rule.ts';

const NONE: readonly Diagnostic[] = [];

const POINTER = Buffer.from('version https://git-lfs.github.com/spec/');

/** Content is in the repository itself, not a pointer to another server (ATTACKS G12). */
export const lfsPointerRule: ContentRule = {
  id: 'lfs-pointer',
  family: 'content',
  summary: 'No file is a Git LFS pointer.',
  codes: ['HYPER_CONTENT_LFS'],
  check({ entry, bytes }) {
    if (bytes[0] !== POINTER[0] || !POINTER.equals(bytes.subarray(0, POINTER.length))) return NONE;
    const message = 'expected the content, got a Git LFS pointer to it';
    const hint = 'git lfs untrack the path and add the file again, or use content.uri';
    return [{ code: 'HYPER_CONTENT_LFS', severity: 'error', path: entry.path, message, hint }];
  },
};
