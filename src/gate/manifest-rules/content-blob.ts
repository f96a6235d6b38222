import { toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { ManifestRule } from '../rule.ts';

const NONE: readonly Diagnostic[] = [];

/** Content of the middle tier is in the repository. */
export const contentBlobRule: ManifestRule = {
  id: 'content-blob',
  family: 'content',
  summary: 'Content that a manifest says is a blob of this repository is there.',
  codes: ['HYPER_BLOB_MISSING'],
  check({ manifest, document, surroundings }) {
    if (manifest.kind !== 'Artifact') return NONE;
    const path = manifest.content?.path;
    if (path === undefined || surroundings.hasBlob(path.slice(path.lastIndexOf('/') + 1))) return NONE;
    const message = `there is no file "${toOneLine(path)}"`;
    const span = document.locate(['content', 'path']);
    return [{ code: 'HYPER_BLOB_MISSING', severity: 'error', span, message, hint: 'add the content there' }];
  },
};
