import type { Operation } from '../operation.ts';
import { restingOnReads } from '../rest-on-reads.ts';
import type { DepsContext, DepsInput } from './deps-context.ts';
import { findPackage } from './load-locked.ts';
import { loadLock, loadProject } from './load-project.ts';

/** A dependency of a project. */
export interface ListedDependency {
  /** As the project writes it, in its canonical spelling. */
  readonly artifact: string;
  readonly range: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly condition: object | null;
  /** null where it is not locked. */
  readonly locked: string | null;
  readonly reason: string | null;
}

export interface DepsListData {
  readonly subject: string;
  readonly project: string;
  readonly dependencies: readonly ListedDependency[];
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly pins: Readonly<Record<string, string>>;
}

/** What a project asks for, with the versions that are locked. */
export const depsList: Operation<DepsInput, DepsListData | null, DepsContext> = restingOnReads({
  id: 'deps.list',
  group: 'CRUD',
  summary: 'List what the project asks for',
  async run(context, input) {
    const project = await loadProject(context, input);
    if (!project.ok) return { verdict: 'findings', diagnostics: project.diagnostics, data: null };
    const { manifest, shown, path } = project.value;
    const lock = await loadLock(context, input, path);
    const lockfile = lock.read?.lockfile;
    const dependencies = manifest.dependencies.map(
      ({ artifact, range, type, optional, condition, reason }): ListedDependency => {
        const found = lockfile === undefined ? undefined : findPackage(lockfile, artifact);
        const locked = lockfile?.packages.get(found ?? '')?.version ?? null;
        return {
          ...{ artifact, range, type, locked },
          isOptional: optional,
          condition: condition ?? null,
          reason: reason ?? null,
        };
      },
    );
    const { name, overrides = {}, pins = {} } = manifest;
    const diagnostics = lock.diagnostics.map((fault) => ({ ...fault, severity: 'warning' as const }));
    return {
      verdict: 'pass',
      diagnostics,
      data: { subject: name, project: shown, dependencies, overrides, pins },
    };
  },
});
