import type { DoctorCheck } from './doctor-check.ts';
import type { DoctorContext } from './doctor-context.ts';
import { checkCache, checkGit, checkLocale, checkNode } from './doctor-machine.ts';
import { checkClock, checkLineEndings, checkRepository } from './doctor-repository.ts';
import { checkFormat, checkRegistryFile, checkSchemaLine } from './doctor-registry.ts';
import type { Operation } from './operation.ts';

export interface DoctorInput {
  /** As `--registry` takes it; undefined: found from the current folder upwards. */
  readonly registry: string | undefined;
}

export interface DoctorData {
  /** Absolute: what was looked at. */
  readonly folder: string;
  /** In a fixed order; those that make no sense here are left out. */
  readonly checks: readonly DoctorCheck[];
  readonly warnings: number;
  readonly problems: number;
}

/**
 * Says whether this machine, this repository and this registry are fit for each other. A problem makes the verdict
 * `findings`, a warning does not. Never throws but for faults of ours.
 */
export const doctor: Operation<DoctorInput, DoctorData, DoctorContext> = {
  id: 'doctor',
  group: 'validation',
  summary: 'Check this machine, the repository and the registry for what would go wrong',
  async run(context, input) {
    const folder = await context.findFolder(input.registry);
    const gitVersion = await context.gitVersion();
    const found = gitVersion === undefined ? undefined : await context.inspectRepository(folder);
    const repository = found === undefined || 'reason' in found ? undefined : found;
    const file = await context.readRegistryFile(folder);
    const cacheFolder = repository === undefined ? context.cacheFolder : `${repository.gitFolder}/hyper`;
    const checks: readonly (DoctorCheck | undefined)[] = [
      checkNode(context.nodeVersion),
      checkGit(gitVersion),
      gitVersion === undefined ? undefined : checkRepository(found),
      checkRegistryFile(file),
      checkFormat(file),
      checkClock(context.now(), repository),
      await checkCache(cacheFolder, context),
      repository === undefined ? undefined : checkLineEndings(repository),
      checkSchemaLine(file),
      context.hasLocale ? checkLocale(context.locale) : undefined,
    ];
    const made = checks.filter((check) => check !== undefined);
    const count = (status: DoctorCheck['status']): number =>
      made.filter((check) => check.status === status).length;
    const problems = count('problem');
    const data = { folder, checks: made, warnings: count('warning'), problems };
    return { verdict: problems > 0 ? 'findings' : 'pass', diagnostics: [], data };
  },
};
