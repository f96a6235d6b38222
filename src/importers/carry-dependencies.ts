import type { NameAnswer } from './assign-names.ts';
import type { CarriedEdge } from './import-record.ts';
import type { CarriedVersions, SourceFormat, SourceRelease } from './source-release.ts';

/** What is known of all lines when the first manifest is made. */
export interface Catalogue {
  readonly names: ReadonlyMap<string, NameAnswer>;
  /** By the source's name; names without a carried release are absent. */
  readonly versions: ReadonlyMap<string, CarriedVersions>;
}

/** An edge with the name that its target has here. */
export interface NamedEdge extends CarriedEdge {
  readonly target?: string;
  readonly isOptional?: boolean;
}

/**
 * Says for every dependency of a release what became of it: carried as it is, approximated or dropped, each with its
 * code. A name that is needed twice is kept once, as the runtime dependency that comes first. Pure.
 */
export function carryDependencies(
  release: SourceRelease,
  format: SourceFormat,
  catalogue: Catalogue,
): readonly NamedEdge[] {
  const seen = new Set<string>();
  return release.dependencies.map((dependency) => {
    const edge = {
      from: `${release.name}@${release.version}`,
      to: dependency.name,
      requirement: dependency.requirement,
      type: dependency.type,
    };
    if (seen.has(dependency.name)) return { ...edge, outcome: 'dropped', code: 'HYPER_IMPORT_EDGE_REPEATED' };
    seen.add(dependency.name);
    const target = catalogue.names.get(dependency.name);
    const versions = catalogue.versions.get(dependency.name);
    if (target === undefined || !('name' in target) || versions === undefined) {
      return { ...edge, outcome: 'dropped', code: 'HYPER_IMPORT_EDGE_TARGET_ABSENT' };
    }
    const answer = format.toRange(dependency.requirement, versions);
    if (answer.range === undefined) return { ...edge, outcome: 'dropped', code: answer.code };
    const optional = dependency.isOptional === true ? { isOptional: true } : {};
    const carried = { ...edge, ...optional, range: answer.range, target: target.name };
    if (answer.code === undefined) return { ...carried, outcome: 'carried' };
    return { ...carried, outcome: 'approximated', code: answer.code };
  });
}
