import { CODES, Moment } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { verifyLockfile, whyStale } from '../../lockfile/index.ts';
import type { Lockfile } from '../../lockfile/index.ts';
import type { ProjectManifest } from '../../manifest/index.ts';
import type { PackageKey } from '../../registry/index.ts';
import type { Operation } from '../operation.ts';
import type { Verdict } from '../outcome.ts';
import { basisWindow } from '../basis.ts';
import { restOnReads } from '../rest-on-reads.ts';
import type { VerifyContext } from '../verify/verify-context.ts';
import type { DepsContext, DepsInput } from './deps-context.ts';
import { loadLock, loadProject, requireLock } from './load-project.ts';
import type { LockPlace } from './load-project.ts';
import { lockChains } from './lock-chain.ts';
import type { ChainStanding } from './lock-chain.ts';
import { withPolicies } from './lock-policies.ts';
import { askLock, lockTruth } from './lock-truth.ts';
import { openSet } from './open-set.ts';
import { askProject, versionsIn } from './resolve-request.ts';

export interface DepsVerifyData {
  readonly lock: string;
  readonly packages: number;
  /** Each with the commit that the lock was made at and the one that it was compared with. */
  readonly registries: readonly {
    readonly name: string;
    readonly locked: string | null;
    readonly now: string | null;
    /** What the trust chain says of what is locked of it; null where nothing is. */
    readonly trust: ChainStanding | null;
  }[];
}

/**
 * Checks every entry of a lock against the registries, their trust chains and policies, and what happened to the releases
 * since (ATTACKS R02, R03, R04).
 */
export const depsVerify: Operation<DepsInput, DepsVerifyData | null, DepsContext & VerifyContext> = {
  id: 'deps.verify',
  group: 'relationship',
  summary: 'Check a lock against its registries and their trust chains',
  async run(context, input) {
    const isLockAlone = input.lock !== undefined && context.files.find(input.project) === undefined;
    const project = isLockAlone ? undefined : await loadProject(context, input);
    if (project?.ok === false) return { verdict: 'findings', diagnostics: project.diagnostics, data: null };
    const lock = await loadLock(context, input, project?.value.path);
    const read = requireLock(lock);
    if (!read.ok) return { verdict: verdictOf(read.diagnostics), diagnostics: read.diagnostics, data: null };
    const { lockfile } = read.value;
    const set = openSet(context, input, project?.value);
    const asked =
      project === undefined ? askLock(lockfile) : await askProject(project.value, set, input, undefined);
    const stale = whyStale(lockfile, asked.locked, asked.strategy);
    const truth = await lockTruth(lockfile, stale === undefined ? asked : askLock(lockfile), set);
    const moment = new Moment(context.clock());
    const place = { at: input.at, folder: folderOf(context, project?.value), moment };
    const chains = await lockChains(context, set, keysOf(lockfile), place);
    const chain = await withPolicies(context, set, lockfile, place, chains);
    const found = verifyLockfile(read.value, { ...truth, chain }).map((one): Diagnostic => ({
      ...one,
      path: lock.shown,
    }));
    const diagnostics = stale === undefined ? found : [staleFinding(lock, stale), ...found];
    const registries = lockfile.registries.map(({ name, commit }) => ({
      ...{ name, locked: commit ?? null },
      now: truth.registries.get(name)?.commit ?? null,
      trust: chain.standings.get(name) ?? null,
    }));
    const data = { lock: lock.shown, packages: lockfile.packages.size, registries };
    const verdict = verdictOf(diagnostics);
    const outcome = { verdict, diagnostics, data };
    // What is refused is looked at again each time.
    const window = verdict === 'pass' ? basisWindow(moment.window) : undefined;
    return window === undefined ? outcome : restOnReads(context, outcome, window);
  },
};

function keysOf(lockfile: Lockfile): PackageKey[] {
  return [...versionsIn(lockfile)].map(([reference, version]) => ({ reference, version }));
}

/** What addresses of registries are relative to: the project that names them. */
function folderOf(
  { files }: DepsContext,
  project: { readonly path: string; readonly manifest: ProjectManifest } | undefined,
): string | undefined {
  const isNaming = (project?.manifest.registries ?? []).length > 0;
  return project === undefined || !isNaming ? undefined : files.folderOf(project.path);
}

/** What was altered is a matter of trust; what happened since is a finding. */
function verdictOf(diagnostics: readonly Diagnostic[]): Verdict {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.some(({ code }) => CODES[code].exit === 4)) return 'untrusted';
  return errors.length > 0 ? 'findings' : 'pass';
}

function staleFinding({ shown }: LockPlace, why: string): Diagnostic {
  const hint = 'run hyper deps resolve and commit the lock';
  return { code: 'HYPER_LOCK_STALE', severity: 'error', message: why, path: shown, hint };
}
