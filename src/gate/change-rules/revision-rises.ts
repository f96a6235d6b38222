import type { Manifest } from '../../manifest/index.ts';
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
  summary: 'The revision of a state rises by one with each change, that of a namespace or registry rises.',
  explanation:
    'Signatures name the revision, so an old signed state cannot be put back later. A state begins at 1 and rises by exactly one; a change that is based on an old state is found by it.',
  codes: ['HYPER_REVISION_STEP'],
  *check({ files }: ChangeSubject): Iterable<ChangeFinding> {
    for (const file of files) {
      const [old, now] = [revisionOf(file.before?.manifest), revisionOf(file.after?.manifest)];
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

function revisionOf(manifest: Manifest | undefined): number | undefined {
  switch (manifest?.kind) {
    case 'ArtifactState':
      return manifest.revision;
    case 'Namespace':
    case 'Registry':
      return manifest.revision ?? 1;
    case undefined:
    case 'Artifact':
    case 'Policy':
    case 'TrustRoot':
    case 'Project':
    case 'Lockfile':
      return undefined;
  }
}
