import type { DoctorCheck } from './doctor-check.ts';
import type {
  DoctorContext,
  FoundRegistry,
  RepositoryFacts,
  RepositoryTrouble,
  UnreachedRegistry,
} from './doctor-context.ts';
import { checkCache, checkGit, checkLocale, checkNode } from './doctor-machine.ts';
import { checkClock, checkLineEndings, checkReached, checkRepository } from './doctor-repository.ts';
import { checkChange, checkFormat, checkRegistryFile, checkSchemaLine } from './doctor-registry.ts';
import { checkForgeToken, checkKeys } from './doctor-rights.ts';
import type { Operation } from '../operation.ts';

export interface DoctorInput {
  /** As `--registry` takes it; undefined: found from the current folder upwards. */
  readonly registry: string | undefined;
}

export interface DoctorData {
  /** What was looked at: an absolute path, or the address of a repository. */
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
    const [place, inspected] = await findAndInspect(context, input.registry);
    // Asked afterwards: git may have told it along with something else, which saves a process.
    const gitVersion = await context.gitVersion();
    const isReached = !('reason' in place);
    const hasGit = gitVersion !== undefined;
    const found = hasGit ? inspected : undefined;
    const repository = found === undefined || 'reason' in found ? undefined : found;
    const checks: readonly (DoctorCheck | undefined)[] = [
      checkNode(context.nodeVersion),
      checkGit(gitVersion),
      isReached ? undefined : checkReached(place),
      hasGit && isReached ? checkRepository(found) : undefined,
      ...(isReached ? await checkManifest(context, place) : []),
      isReached ? checkChange(await context.isChanging(place)) : undefined,
      checkClock(context.now(), repository),
      await checkCache(context.cacheFolder, context),
      checkKeys(await context.findKeys()),
      checkForgeToken(await context.askForge(isReached ? place : undefined), context.now()),
      repository === undefined ? undefined : checkLineEndings(repository),
      context.hasLocale ? checkLocale(context.locale) : undefined,
    ];
    const made = checks.filter((check) => check !== undefined);
    const count = (status: DoctorCheck['status']): number =>
      made.filter((check) => check.status === status).length;
    const problems = count('problem');
    const data = { folder: place.label, checks: made, warnings: count('warning'), problems };
    return { verdict: problems > 0 ? 'findings' : 'pass', diagnostics: [], data };
  },
};

async function findAndInspect(
  context: DoctorContext,
  registry: string | undefined,
): Promise<readonly [FoundRegistry | UnreachedRegistry, RepositoryFacts | RepositoryTrouble | undefined]> {
  const place = await context.findRegistry(registry);
  return [place, 'reason' in place ? undefined : await context.inspectRepository(place.folder)];
}

async function checkManifest(
  context: DoctorContext,
  registry: FoundRegistry,
): Promise<(DoctorCheck | undefined)[]> {
  const file = await context.readRegistryFile(registry);
  return [checkRegistryFile(file), checkFormat(file), checkSchemaLine(file)];
}
