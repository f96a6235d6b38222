import { dottedCandidates, parseNamespacePath, parseReference } from '../../names/index.ts';
import type { Snapshot } from '../../registry/index.ts';
import type { PublishedArtifact } from './published-artifact.ts';
import type { PublishedNamespace } from './published-namespace.ts';

/** What a registry holds, and what of it a site shows. */
export interface Shown {
  readonly snapshot: Snapshot;
  readonly artifacts: ReadonlyMap<string, PublishedArtifact>;
  readonly namespaces: ReadonlyMap<string, PublishedNamespace>;
}

/** Whether a namespace, artifact or release exists and is not shown, however it is spelt: what speaks of it must not be
 *  repeated. */
export function isHidden({ snapshot, artifacts, namespaces }: Shown, target: string): boolean {
  return readingsOf(target).some((reading) => {
    const isHiddenArtifact = snapshot.index.artifacts.has(reading) && !artifacts.has(reading);
    return isHiddenArtifact || (snapshot.index.namespaces.has(reading) && !namespaces.has(reading));
  });
}

/** Everything that a text may name: as it stands, and in the canonical spelling of an artifact or a namespace. */
function readingsOf(target: string): string[] {
  const at = target.indexOf('@', Math.max(0, target.lastIndexOf('/')));
  const plain = at < 0 ? target : target.slice(0, at);
  const readings = [plain];
  const reference = parseReference(target);
  const names = reference.ok && reference.value.kind === 'name' ? [reference.value] : [];
  for (const { namespace, name } of [...names, ...dottedCandidates(target)]) {
    if (namespace !== undefined) readings.push(`${namespace}/${name}`);
  }
  const namespace = parseNamespacePath(plain);
  if (namespace.ok) readings.push(namespace.value);
  return readings;
}
