import type {
  ArtifactCandidates,
  Candidate,
  Outcome,
  Requirement,
  Resolution,
  Universe,
} from '../../../src/resolve/index.ts';

/** `'^1.0.0'`, or what differs from a plain runtime requirement of any version. */
export type RequirementText = string | Partial<Requirement>;

type Release = Readonly<Record<string, RequirementText>>;

/** Artifacts by name, releases by version, requirements by name. */
export type UniverseTable = Readonly<Record<string, Readonly<Record<string, Release>>>>;

export function requirement(artifact: string, text: RequirementText): Requirement {
  const base = { artifact, range: '*', type: 'runtime' as const, optional: false };
  return typeof text === 'string' ? { ...base, range: text } : { ...base, ...text };
}

export function requirements(table: Release): Requirement[] {
  return Object.entries(table).map(([artifact, text]) => requirement(artifact, text));
}

/** A universe, with changes to artifacts (`'a'`) and to releases (`'a@1.0.0'`). */
export function universe(
  table: UniverseTable,
  changes: Readonly<Record<string, Partial<ArtifactCandidates> & Partial<Candidate>>> = {},
): Universe {
  return new Map(
    Object.entries(table).map(([artifact, releases]) => {
      const candidates = Object.entries(releases).map(([version, needs]) => ({
        version,
        dependencies: requirements(needs),
        path: `namespaces/${artifact}/${version}.yaml`,
        ...changes[`${artifact}@${version}`],
      }));
      return [artifact, { artifact, releases: candidates, ...changes[artifact] }] as const;
    }),
  );
}

export function solved(outcome: Outcome): Resolution {
  if (outcome.kind !== 'solved') throw new Error(`expected a resolution, got a ${outcome.kind}`);
  return outcome.resolution;
}

/** `a@1.0.0 b@2.0.0`, or the kind of an outcome that is no resolution. */
export function told(outcome: Outcome): string {
  if (outcome.kind !== 'solved') return outcome.kind;
  return [...outcome.resolution.packages.values()]
    .map(({ artifact, version }) => `${artifact}@${version}`)
    .join(' ');
}
