import type { Diagnostic } from '../../core/index.ts';
import type { Lockfile } from '../../lockfile/index.ts';
import { parseReference, formatReference } from '../../names/index.ts';
import { Resolver } from '../../resolve/index.ts';
import type { DepsContext, DepsInput } from './deps-context.ts';
import { loadLock, loadProject, requireLock } from './load-project.ts';
import type { Loaded } from './load-project.ts';
import { lockVersions } from './lock-resolution.ts';
import { packageOf } from './lock-tops.ts';
import { openSet } from './open-set.ts';
import { askReference, toRequest } from './resolve-request.ts';
import { tellConflict } from './tell-conflict.ts';

/** A lock with the name of what it is of. */
export interface Locked {
  readonly subject: string;
  readonly lockfile: Lockfile;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The lock of the project, read from its file alone; or that of a release, resolved now. Faults and conflicts are a value.
 * Errors: `HYPER_LOCK_MISSING`, `HYPER_PROJECT_MISSING`, those of reading a registry.
 */
export async function loadLocked(
  context: DepsContext,
  input: DepsInput,
  reference: string | undefined,
): Promise<Loaded<Locked>> {
  if (reference !== undefined) return resolveReference(context, input, reference);
  const isLockAlone = input.lock !== undefined && context.files.find(input.project) === undefined;
  const project = isLockAlone ? undefined : await loadProject(context, input);
  if (project?.ok === false) return project;
  const lock = await loadLock(context, input, project?.value.path);
  const read = requireLock(lock);
  if (!read.ok) return read;
  const subject = project?.value.manifest.name ?? lock.shown;
  return { ok: true, value: { subject, lockfile: read.value.lockfile, diagnostics: [] } };
}

async function resolveReference(
  context: DepsContext,
  input: DepsInput,
  reference: string,
): Promise<Loaded<Locked>> {
  const set = openSet(context, input, undefined);
  const asked = await askReference(reference, set, input, undefined);
  const request = toRequest(asked, reference, undefined, 'all');
  const resolver = new Resolver(set);
  const outcome = await resolver.resolve(request);
  if (outcome.kind === 'conflict') {
    return { ok: false, diagnostics: await tellConflict(outcome.conflict, request, resolver, set) };
  }
  if (outcome.kind === 'question') return { ok: false, diagnostics: [] };
  const { packages, warnings } = outcome.resolution;
  const versions = new Map([...packages].map(([name, { version }]) => [name, version]));
  const { lockfile } = await lockVersions(asked, versions, set);
  return { ok: true, value: { subject: reference, lockfile, diagnostics: warnings } };
}

/** The package of a lock that a name means: as it stands, what it was moved to, or the only one whose last part is the name. */
export function findPackage(lockfile: Lockfile, text: string): string | undefined {
  const parsed = parseReference(text, { allowDotted: true });
  if (!parsed.ok || parsed.value.kind === 'id') return undefined;
  const { namespace, name } = parsed.value;
  const full = formatReference({ ...parsed.value, selector: undefined });
  if (namespace !== undefined) return packageOf(lockfile, full);
  const same = [...lockfile.packages.keys()].filter((reference) => reference.endsWith(`/${name}`));
  return same.length === 1 ? same[0] : undefined;
}
