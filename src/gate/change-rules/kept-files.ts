import { toOneLine } from '../../core/index.ts';
import type { ChangeFinding, ChangeRule } from '../change/change-rule.ts';
import type { ChangeSubject } from '../change/change-subject.ts';
import { findingAt } from '../change/finding-at.ts';

/** What the registry saw itself and what is kept by its digest is not for authors to write or take away (SPEC section 2). */
export const keptFilesRule: ChangeRule = {
  id: 'kept-files',
  family: 'immutability',
  severity: 'error',
  since: '0.2.0',
  isSkippable: false,
  summary: 'Nobody writes what the registry observed, and content of the registry is not taken away.',
  explanation:
    'Download counts and ratings are what the registry saw; authors can never write them. A blob may belong to releases of others, so it goes only with the release that a tombstone replaces.',
  codes: ['HYPER_OBSERVED_WRITTEN', 'HYPER_BLOB_REMOVED'],
  *check({ files }: ChangeSubject): Iterable<ChangeFinding> {
    const released = new Set(
      files.flatMap(({ status, before }) =>
        status === 'removed' && before?.manifest?.kind === 'Artifact'
          ? (before.manifest.content?.path ?? [])
          : [],
      ),
    );
    for (const file of files) {
      const name = `"${toOneLine(file.path)}"`;
      if (file.role.kind === 'observed') {
        const message = `${name} is what the registry saw itself, and this change writes it`;
        yield findingAt(file, {
          code: 'HYPER_OBSERVED_WRITTEN',
          message,
          hint: 'leave it out of the change',
        });
      } else if (file.role.kind === 'blob' && file.status !== 'added' && !released.has(file.path)) {
        const message = `${name} is content of the registry, and this change ${file.status === 'removed' ? 'takes it away' : 'writes over it'}`;
        yield findingAt(file, { code: 'HYPER_BLOB_REMOVED', message, hint: 'restore it from the base' });
      }
    }
  },
};
