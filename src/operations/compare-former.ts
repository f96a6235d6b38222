import { digestOf, toOneLine } from '../core/index.ts';
import type { Digest } from '../core/index.ts';
import { parseDocument } from '../document/index.ts';
import { compareValues } from '../registry/index.ts';
import type { FieldChange, Snapshot } from '../registry/index.ts';
import type { SignedManifest } from '../signing/index.ts';
import { formerReleasePath } from './read-signed-manifests.ts';
import type { RegistryFiles } from './signing-context.ts';
import { spellChanges } from './spell-changes.ts';

/** A manifest beside what came before it. */
export interface Comparison {
  /** What it is compared with, in words; null for a first one. */
  readonly comparedWith: string | null;
  readonly changes: readonly FieldChange[];
  /** Of kinds that are believed through the version before: the digest of that version's file. */
  readonly previous: Digest | undefined;
}

const FIRST: Comparison = { comparedWith: null, changes: [], previous: undefined };

/**
 * What a signer should see: a release beside the release before, a root beside the root before, everything else beside
 * its last committed version with other bytes. Without `isDetailed` only what goes into the statement is looked up.
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
      const former = isDetailed ? formerReleasePath(snapshot, path) : undefined;
      const bytes = former === undefined ? undefined : await files.read(former);
      return bytes === undefined ? FIRST : compared(subject, bytes, former ?? '', false);
    }
    case 'TrustRoot': {
      const former = `trust/root.${String(manifest.version - 1)}.yaml`;
      const bytes = manifest.version > 1 ? await files.read(former) : undefined;
      return bytes === undefined ? FIRST : compared(subject, bytes, former, true);
    }
    case 'Namespace':
    case 'Registry':
    case 'ArtifactState':
    case 'Policy': {
      const isChained = manifest.kind === 'Namespace' || manifest.kind === 'Registry';
      if (!isDetailed && !isChained) return FIRST;
      const bytes = await files.readFormer(path, digestOf(subject.bytes));
      return bytes === undefined ? FIRST : compared(subject, bytes, 'the version before', isChained);
    }
    case 'Project':
    case 'Lockfile':
      return FIRST;
  }
}

function compared(subject: SignedManifest, former: Uint8Array, name: string, isChained: boolean): Comparison {
  const value = parseDocument(former).document?.value;
  return {
    comparedWith: toOneLine(name),
    changes: spellChanges(compareValues(value, subject.value)),
    previous: isChained ? digestOf(former) : undefined,
  };
}
