import { Buffer } from 'node:buffer';
import { HyperError, compareDiagnostics, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { diffLockfiles, renderLockfile } from '../../lockfile/index.ts';
import type { LockChange, LockStrategy, Lockfile } from '../../lockfile/index.ts';
import { Resolver } from '../../resolve/index.ts';
import type { Resolution } from '../../resolve/index.ts';
import { requireNamespace } from '../namespace-filter.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';
import { restOnReads } from '../rest-on-reads.ts';
import type { DepsContext, DepsInput } from './deps-context.ts';
import { keepFrozen } from './keep-frozen.ts';
import { loadLock, loadProject } from './load-project.ts';
import type { LockPlace, Project } from './load-project.ts';
import { lockVersions } from './lock-resolution.ts';
import { assertSameRegistries, formerVersions } from './lock-trust.ts';
import { openSet } from './open-set.ts';
import type { PackageSet } from './package-set.ts';
import { parseChoices } from './parse-choices.ts';
import { describe } from './resolve-data.ts';
import type { DepsResolveData } from './resolve-data.ts';
import { askProject, askReference, findName, toRequest } from './resolve-request.ts';
import type { Asked } from './resolve-request.ts';
import { questionDiagnostic, tellConflict } from './tell-conflict.ts';

export interface DepsResolveInput extends DepsInput {
  /** A release to resolve in place of a project. */
  readonly reference: string | undefined;
  /** Changes nothing, and fails where the lock does not answer the project. */
  readonly isFrozen: boolean;
  /** Says what would change, and writes nothing. */
  readonly isDryRun: boolean;
  /** Forgets the former lock. */
  readonly isFresh: boolean;
  /** Names that are freed from the former lock. */
  readonly update: readonly string[];
  readonly strategy: LockStrategy | undefined;
  /** `NAME@VERSION` each, for the strategy `manual`. */
  readonly choices: readonly string[];
}

/** Chooses versions and locks them (SPEC section 5). The data is null where something kept it from choosing. */
export const depsResolve: Operation<DepsResolveInput, DepsResolveData | null, DepsContext> = {
  id: 'deps.resolve',
  group: 'relationship',
  summary: 'Choose versions of everything that is needed, and lock them',
  async run(context, input) {
    const project = input.reference === undefined ? await loadProject(context, input) : undefined;
    if (project?.ok === false) return findings(project.diagnostics);
    const set = openSet(
      context,
      input,
      project?.value,
      input.strategy === 'most-downloaded' || project?.value.manifest.strategy === 'most-downloaded',
    );
    const asked = await ask(input, project?.value, set);
    const subject = project?.value.manifest.name ?? input.reference ?? '';
    const lock = await placeOfLock(context, input, project?.value);
    if (input.isFrozen) return restOnReads(context, await keepFrozen(subject, asked, lock, set));
    const work: Work = { context, input, project: project?.value, set, asked, subject, lock };
    return resolveAndLock(work);
  },
};

interface Work {
  readonly context: DepsContext;
  readonly input: DepsResolveInput;
  readonly project: Project | undefined;
  readonly set: PackageSet;
  readonly asked: Asked;
  readonly subject: string;
  readonly lock: LockPlace | undefined;
}

function ask(input: DepsResolveInput, project: Project | undefined, set: PackageSet): Promise<Asked> {
  return project === undefined
    ? askReference(input.reference ?? '', set, input, input.strategy)
    : askProject(project, set, input, input.strategy);
}

/** A release alone has no lock unless one is named. */
function placeOfLock(
  context: DepsContext,
  input: DepsResolveInput,
  project: Project | undefined,
): Promise<LockPlace | undefined> {
  const isWanted = project !== undefined || input.lock !== undefined || input.isFrozen;
  return isWanted ? loadLock(context, input, project?.path) : Promise.resolve(undefined);
}

async function resolveAndLock(work: Work): Promise<Outcome<DepsResolveData | null>> {
  const { input, asked, set, subject, lock } = work;
  if (lock !== undefined && !input.isFresh) await assertSameRegistries(lock, set);
  const refusal = lock?.diagnostics.find(({ code }) => code === 'HYPER_LOCK_NEWER_FORMAT');
  if (refusal !== undefined) return findings([refusal]);
  const previous = lock === undefined || input.isFresh ? undefined : formerVersions(lock);
  const update = await namesToFree(work, previous);
  const choices = await parseChoices(input.choices, (name) => find(name, work));
  const request = toRequest(asked, subject, previous, update, choices);
  const resolver = new Resolver(set);
  const outcome = await resolver.resolve(request);
  if (outcome.kind === 'conflict') {
    return findings(await tellConflict(outcome.conflict, request, resolver, set));
  }
  if (outcome.kind === 'question') {
    return { verdict: 'needs-human', diagnostics: [questionDiagnostic(outcome.question)], data: null };
  }
  return conclude(work, outcome.resolution);
}

async function conclude(work: Work, resolution: Resolution): Promise<Outcome<DepsResolveData>> {
  const { asked, set, lock, input } = work;
  const versions = new Map([...resolution.packages].map(([name, { version }]) => [name, version]));
  const { lockfile, gaps } = await lockVersions(asked, versions, set);
  const [gap] = gaps;
  if (gap !== undefined) {
    const message = `the resolution leaves "${toOneLine(gap.need.target)} ${toOneLine(gap.need.range)}" open`;
    throw new HyperError('HYPER_INTERNAL', message);
  }
  const former = lock?.read?.lockfile;
  const changes = diffLockfiles(former, lockfile);
  const isSame = former !== undefined && changes.length === 0 && isSameQuestion(former, lockfile);
  const written = isSame && !input.isFresh ? former : lockfile;
  const changed = changes.filter(({ to }) => to !== null).map(({ artifact }) => artifact);
  await set.confirm(changed.map((reference) => ({ reference, version: versions.get(reference) ?? '' })));
  const isWritten = !input.isDryRun && (await writeFiles(work, renderLockfile(written)));
  const diagnostics = [...warningsOf(work, written), ...resolution.warnings].sort(compareDiagnostics);
  return { verdict: 'pass', diagnostics, data: toData(work, written, { changes, isWritten, resolution }) };
}

/** The former lock stays, its commit too, where it says all that the new one would. */
function isSameQuestion(former: Lockfile, now: Lockfile): boolean {
  const question = ({ strategy, requirements, registries }: Lockfile): string =>
    JSON.stringify([
      strategy,
      requirements,
      registries.map(({ name, id, url, rootVersion }) => [name, id, url, rootVersion]),
    ]);
  return question(former) === question(now);
}

async function writeFiles({ context, project, lock }: Work, text: string): Promise<boolean> {
  if (project?.isMended === true) await context.files.write(project.path, project.text, project.bytes);
  if (lock === undefined) return false;
  if (lock.bytes !== undefined && Buffer.from(lock.bytes).toString('utf8') === text) return false;
  await context.files.write(lock.path, text, lock.bytes);
  return true;
}

function warningsOf({ lock, set }: Work, lockfile: Lockfile): Diagnostic[] {
  const bad = (lock?.diagnostics ?? []).map((fault): Diagnostic => ({ ...fault, severity: 'warning' }));
  const loose = lockfile.registries
    .filter(({ commit }) => commit === undefined)
    .map(({ name }): Diagnostic => {
      const message = `no commit holds what was read of the registry "${toOneLine(name)}"`;
      return {
        code: 'HYPER_LOCK_UNCOMMITTED',
        severity: 'warning',
        message,
        hint: 'commit it, then resolve again',
      };
    });
  return lock === undefined || set.bindings.registries.length === 0 ? bad : [...bad, ...loose];
}

async function namesToFree(
  work: Work,
  previous: ReadonlyMap<string, string> | undefined,
): Promise<Set<string>> {
  const names = await Promise.all(work.input.update.map((text) => find(text, work)));
  for (const name of names) {
    if (previous?.has(name) === true) continue;
    throw new HyperError('HYPER_DEPENDENCY_ABSENT', `the lock does not hold "${toOneLine(name)}"`, {
      hint: 'hyper deps tree shows what it holds',
    });
  }
  return new Set(names);
}

function find(text: string, { set, project, input }: Work): Promise<string> {
  const from = input.namespace === undefined ? undefined : requireNamespace(input.namespace);
  return findName(text, set, from, project?.manifest.searchPath ?? []);
}

function toData(
  work: Work,
  lockfile: Lockfile,
  more: {
    readonly changes: readonly LockChange[];
    readonly isWritten: boolean;
    readonly resolution: Resolution;
  },
): DepsResolveData {
  const { resolution, changes, isWritten } = more;
  return {
    ...describe(work.subject, lockfile),
    lock: work.lock?.shown ?? null,
    isDryRun: work.input.isDryRun,
    isWritten,
    changes,
    leftOut: resolution.leftOut.map(({ by, requirement: { artifact, range } }) => ({
      by: by ?? null,
      artifact,
      range,
    })),
    cycles: resolution.cycles.map(({ path }) => path),
  };
}

function findings(diagnostics: readonly Diagnostic[]): Outcome<null> {
  return { verdict: 'findings', diagnostics, data: null };
}
