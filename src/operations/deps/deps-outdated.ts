import type { PackageArtifact } from '../../registry/index.ts';
import { parseRange, satisfies } from '../../version/index.ts';
import type { Operation } from '../operation.ts';
import { restingOnReads } from '../rest-on-reads.ts';
import type { DepsContext, DepsInput } from './deps-context.ts';
import { choosableVersions, latestRelease } from './latest-release.ts';
import { loadLock, loadProject, requireLock } from './load-project.ts';
import { packageOf } from './lock-tops.ts';
import { openSet } from './open-set.ts';
import { askProject } from './resolve-request.ts';

export interface DepsOutdatedInput extends DepsInput {
  /** Tells of everything that is locked, not only of what the project itself asks for. */
  readonly isAll: boolean;
}

/** A package of which there is something newer. */
export interface OutdatedRow {
  readonly artifact: string;
  /** As the project asks for it; null for what others ask for. */
  readonly range: string | null;
  readonly locked: string;
  /** The highest that the range takes; null where that is not the project's to say. */
  readonly wanted: string | null;
  readonly latest: string;
  readonly isDeprecated: boolean;
}

export interface DepsOutdatedData {
  readonly subject: string;
  readonly rows: readonly OutdatedRow[];
}

/** What is locked although there is something newer. It is no finding: the verdict is always `pass`. */
export const depsOutdated: Operation<DepsOutdatedInput, DepsOutdatedData | null, DepsContext> =
  restingOnReads({
    id: 'deps.outdated',
    group: 'relationship',
    summary: 'List what is locked although there is something newer',
    async run(context, input) {
      const project = await loadProject(context, input);
      if (!project.ok) return { verdict: 'findings', diagnostics: project.diagnostics, data: null };
      const lock = requireLock(await loadLock(context, input, project.value.path));
      if (!lock.ok) return { verdict: 'findings', diagnostics: lock.diagnostics, data: null };
      const set = openSet(context, input, project.value);
      const asked = await askProject(project.value, set, input, undefined);
      const { lockfile } = lock.value;
      const { packages } = lockfile;
      const ranges = new Map(
        asked.requirements.map(({ artifact, range }) => [packageOf(lockfile, artifact) ?? artifact, range]),
      );
      const names = [...packages.keys()].filter((artifact) => input.isAll || ranges.has(artifact));
      await set.read(names);
      const rows = names.flatMap((artifact): OutdatedRow[] => {
        const known = set.artifact(artifact);
        const locked = packages.get(artifact)?.version ?? '';
        const row = known === undefined ? undefined : toRow(known, locked, ranges.get(artifact));
        return row === undefined ? [] : [row];
      });
      return { verdict: 'pass', diagnostics: [], data: { subject: project.value.manifest.name, rows } };
    },
  });

function toRow(
  artifact: PackageArtifact,
  locked: string,
  range: string | undefined,
): OutdatedRow | undefined {
  const latest = latestRelease(artifact);
  const parsed = range === undefined ? undefined : parseRange(range);
  const wanted = choosableVersions(artifact).find(
    (version) => parsed?.ok === true && satisfies(version, parsed.value),
  );
  if (latest === undefined || (latest === locked && (wanted?.text ?? locked) === locked)) return undefined;
  return {
    artifact: artifact.reference,
    range: range ?? null,
    locked,
    wanted: wanted?.text ?? null,
    latest,
    isDeprecated: artifact.releases.get(locked)?.state.state === 'deprecated',
  };
}
