import type { Diagnostic } from '../../core/index.ts';
import { parseArtifactName, parseNamespacePath, scopeOf } from '../../names/index.ts';
import { parseVersion, withoutBuild } from '../../version/index.ts';
import type { ArtifactEntry } from '../../registry/index.ts';
import { fromFault } from '../from-fault.ts';
import type { TreeRule } from '../rule.ts';

/** Namespaces, artifacts and versions are spelt as SPEC section 1 says, judged by the folders that hold them. */
export const namesRule: TreeRule = {
  id: 'names',
  family: 'name',
  summary: 'Namespace paths, artifact names and versions follow the grammar, and no two versions are equal.',
  codes: ['HYPER_NAME_LOCAL', 'HYPER_VERSION_TWINS'],
  *check({ index }) {
    for (const namespace of index.namespaces.values()) {
      yield* namespaceFaults(namespace.path, namespace.manifest?.path ?? namespace.folder);
    }
    const known = new Set(index.namespaces.keys());
    for (const artifact of index.artifacts.values()) {
      if (!known.has(artifact.namespace)) {
        known.add(artifact.namespace);
        yield* namespaceFaults(artifact.namespace, artifact.folder);
      }
      const name = parseArtifactName(artifact.name);
      if (!name.ok) yield fromFault(name.fault, artifact.folder);
      yield* versionFaults(artifact);
    }
  },
};

function* namespaceFaults(text: string, path: string): Iterable<Diagnostic> {
  const parsed = parseNamespacePath(text);
  if (!parsed.ok) {
    yield fromFault(parsed.fault, path);
  } else if (scopeOf(parsed.value).name === 'local') {
    const hint = 'publish it under user. or org.';
    yield {
      code: 'HYPER_NAME_LOCAL',
      severity: 'error',
      path,
      message: 'namespaces of this machine ("local") are never published',
      hint,
    };
  }
}

function* versionFaults(artifact: ArtifactEntry): Iterable<Diagnostic> {
  const precedences = new Map<string, string>();
  for (const [version, entry] of artifact.releases) {
    const parsed = parseVersion(version);
    if (!parsed.ok) {
      yield fromFault(parsed.fault, entry.path);
      continue;
    }
    const precedence = withoutBuild(parsed.value);
    const twin = precedences.get(precedence);
    if (twin === undefined) precedences.set(precedence, version);
    else {
      const message = `"${version}" and "${twin}" are the same version: build metadata does not count`;
      yield {
        code: 'HYPER_VERSION_TWINS',
        severity: 'error',
        path: entry.path,
        message,
        hint: 'give the release a higher version',
      };
    }
  }
}
