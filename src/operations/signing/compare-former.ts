import { digestOf, toOneLine } from '../../core/index.ts';
import type { Digest } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import { compareValues } from '../../registry/index.ts';
import type { FieldChange, Snapshot } from '../../registry/index.ts';
import type { SignedManifest } from '../../signing/index.ts';
import { formerReleasePath } from './read-signed-manifests.ts';
import type { RegistryFiles } from './signing-context.ts';
import { spellChanges } from './spell-changes.ts';

/** A manifest beside what came before it. */
export interface Comparison {
  /** What it is compared with, in words; null for a first one. */
  readonly comparedWith: string | null;
  /** Of a first one: all that it says. */
  readonly changes: readonly FieldChange[];
  /** Of kinds that are believed through the version before: the digest of that version's file. */
  readonly previous: Digest | undefined;
}

const UNTOLD: Comparison = { comparedWith: null, changes: [], previous: undefined };

/**
 * What a signer should see: a release beside the release before, a root beside the root before, everything else beside
 * its last committed version with other bytes; all of it where there is none. What came before is what the repository
 * shows, so it never stands in for the list of those whose signatures will count. Without `isDetailed` only what goes into the
 * statement is looked up, and what changes of files that list them.
 */
export async function compareWithFormer(
  subject: SignedManifest,
  snapshot: Snapshot,
  files: RegistryFiles,
  isDetailed: boolean,
): Promise<Comparison> {
  const { manifest, path } = subject;
  switch (manifest.kind) {
    case 'Artifact': {
      if (!isDetailed) return UNTOLD;
      const former = formerReleasePath(snapshot, path);
      const bytes = former === undefined ? undefined : await files.read(former);
      return compared(subject, bytes, former ?? '', false);
    }
    case 'TrustRoot': {
      const former = `trust/root.${String(manifest.version - 1)}.yaml`;
      const bytes = manifest.version > 1 ? await files.read(former) : undefined;
      return compared(subject, bytes, former, true);
    }
    case 'Namespace':
    case 'Registry': {
      const bytes = await files.readFormer(path, digestOf(subject.bytes));
      return compared(subject, bytes, 'the version before', true);
    }
    case 'ArtifactState':
    case 'Policy': {
      if (!isDetailed) return UNTOLD;
      const bytes = await files.readFormer(path, digestOf(subject.bytes));
      return compared(subject, bytes, 'the version before', false);
    }
    case 'Project':
    case 'Lockfile':
      return UNTOLD;
  }
}

function compared(
  subject: SignedManifest,
  former: Uint8Array | undefined,
  name: string,
  isChained: boolean,
): Comparison {
  const value = former === undefined ? {} : parseDocument(former).document?.value;
  return {
    comparedWith: former === undefined ? null : toOneLine(name),
    changes: spellChanges(compareValues(value, subject.value)),
    previous: isChained && former !== undefined ? digestOf(former) : undefined,
  };
}
