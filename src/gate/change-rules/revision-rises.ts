import type { Manifest } from '../../manifest/index.ts';
import { revisionOf } from '../../signing/index.ts';
import type { ChangeFinding, ChangeRule } from '../change/change-rule.ts';
import type { ChangeSubject } from '../change/change-subject.ts';
import { findingAt } from '../change/finding-at.ts';

/** What may change says with each change that it did (ATTACKS S05: a signature of an old state is not good for a new one). */
export const revisionRisesRule: ChangeRule = {
  id: 'revision-rises',
  family: 'lifecycle',
  severity: 'error',
  since: '0.2.0',
  isSkippable: false,
  summary:
    'The revision of a state rises by one with each change, that of a namespace, policy or registry rises.',
  explanation:
    'Signatures name the revision, so an old signed state cannot be put back later. A state begins at 1 and rises by exactly one; a change that is based on an old state is found by it. A client that has believed a revision refuses another text of the same.',
  codes: ['HYPER_REVISION_STEP'],
  *check({ files }: ChangeSubject): Iterable<ChangeFinding> {
    for (const file of files) {
      const [old, now] = [risingOf(file.before?.manifest), risingOf(file.after?.manifest)];
      if (now === undefined || file.after === undefined) continue;
      const kind = file.after.manifest?.kind;
      const isState = kind === 'ArtifactState';
      const least = old === undefined ? 1 : old + 1;
      if (old === undefined ? !isState || now === 1 : isState ? now === least : now >= least) continue;
      const message = `expected the revision ${least}${isState ? '' : ' or higher'}, got ${now}`;
      yield findingAt(file, { code: 'HYPER_REVISION_STEP', message, hint: `revision: ${least}` }, [
        'revision',
      ]);
    }
  },
};

/** Versions of the trust root are the law of the walk from one to the next. */
function risingOf(manifest: Manifest | undefined): number | undefined {
  return manifest === undefined || manifest.kind === 'TrustRoot' ? undefined : revisionOf(manifest);
}
