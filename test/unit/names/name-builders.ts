import fc from 'fast-check';
import { parseArtifactName, parseNamespacePath } from '../../../src/names/index.ts';
import type { ArtifactName, NamespacePath } from '../../../src/names/index.ts';

export function pathOf(text: string): NamespacePath {
  const result = parseNamespacePath(text);
  if (!result.ok) throw new Error(`${text}: ${result.fault.message}`);
  return result.value;
}

export function nameOf(text: string): ArtifactName {
  const result = parseArtifactName(text);
  if (!result.ok) throw new Error(`${text}: ${result.fault.message}`);
  return result.value;
}

const segments = fc
  .stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}$/u)
  .filter((text) => parseArtifactName(text).ok);

/** Names that the grammar accepts. */
export const artifactNames: fc.Arbitrary<ArtifactName> = segments.map(nameOf);

const emailOwners = fc.tuple(segments, segments).map(([local, domain]) => `${local}@${domain}.example.com`);

/** Canonical paths of every scope, e-mail owners included. */
export const namespacePaths: fc.Arbitrary<NamespacePath> = fc
  .tuple(
    fc.constantFrom('pkg', 'hyper', 'lib', 'org', 'user', 'user', 'local'),
    fc.oneof(segments, emailOwners),
    fc.array(segments, { maxLength: 4 }),
  )
  .map(([scope, owner, rest]) =>
    [scope, scope === 'user' ? owner : (owner.split('@')[0] ?? ''), ...rest].join('/'),
  )
  .map(pathOf);
