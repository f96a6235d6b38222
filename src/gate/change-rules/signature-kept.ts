import { toOneLine } from '../../core/index.ts';
import type { ChangeFinding, ChangeRule } from '../change/change-rule.ts';
import type { ChangeSubject } from '../change/change-subject.ts';
import { findingAt } from '../change/finding-at.ts';

/** What was signed stays signed, and who signed goes on signing (ATTACKS S03). */
export const signatureKeptRule: ChangeRule = {
  id: 'signature-kept',
  family: 'signing',
  severity: 'error',
  since: '0.2.0',
  isSkippable: false,
  summary: 'A signature is not taken away, and an artifact whose releases are signed gets no unsigned one.',
  explanation:
    'A reader who saw signed releases takes the next for signed too. Taking a signature away, or publishing the next release without one, is how an attacker without the key looks.',
  codes: ['HYPER_SIGNATURE_REMOVED', 'HYPER_SIGNATURE_DROPPED'],
  *check({ files, artifacts }: ChangeSubject): Iterable<ChangeFinding> {
    const removed = new Set(files.flatMap(({ status, path }) => (status === 'removed' ? [path] : [])));
    for (const file of files) {
      if (file.role.kind !== 'signature' || file.status !== 'removed' || removed.has(file.role.signs))
        continue;
      const message = `the signatures of "${toOneLine(file.role.signs)}" were taken away`;
      yield findingAt(file, {
        code: 'HYPER_SIGNATURE_REMOVED',
        message,
        hint: 'restore the file from the base',
      });
    }
    for (const artifact of artifacts.values()) {
      if (artifact.before.signed.size === 0) continue;
      for (const file of artifact.files) {
        if (file.role.kind !== 'release' || file.status !== 'added') continue;
        if (artifact.after.signed.has(file.role.version)) continue;
        const message = `"${toOneLine(artifact.reference)}" ${toOneLine(file.role.version)} has no signature, and releases before it have one`;
        const hint = `hyper sign ${toOneLine(artifact.reference)}@${toOneLine(file.role.version)} --key FILE`;
        yield findingAt(file, { code: 'HYPER_SIGNATURE_DROPPED', message, hint });
      }
    }
  },
};
