import { Buffer } from 'node:buffer';
import { HyperError, toOneLine, toTypedError } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { planDependency, planRemoval } from '../../lifecycle/index.ts';
import type { DependencyCondition, DependencyType } from '../../manifest/index.ts';
import { formatReference, parseReference } from '../../names/index.ts';
import type { Reference } from '../../names/index.ts';
import { toRange } from '../../version/index.ts';
import { requireNamespace } from '../namespace-filter.ts';
import type { Operation } from '../operation.ts';
import { describeEdits } from '../trust/trust-context.ts';
import type { EditedFile } from '../trust/trust-context.ts';
import type { DepsContext, DepsInput } from './deps-context.ts';
import { latestRelease } from './latest-release.ts';
import { loadProject, reparsed } from './load-project.ts';
import type { Project } from './load-project.ts';
import { openSet } from './open-set.ts';
import { missingPackage } from './meant-artifact.ts';
import type { PackageSet } from './package-set.ts';

export interface DepsAddInput extends DepsInput {
  /** Each with a version, range, channel or tag, or none: then what is compatible with the latest release. */
  readonly references: readonly string[];
  readonly type: DependencyType;
  readonly isOptional: boolean;
  readonly condition: DependencyCondition | undefined;
  readonly reason: string | undefined;
  /** Shows what would change, and writes nothing. */
  readonly isDryRun: boolean;
}

export interface DepsRemoveInput extends DepsInput {
  readonly references: readonly string[];
  /** Undefined: whatever it is needed for. */
  readonly type: DependencyType | undefined;
  /** Shows what would change, and writes nothing. */
  readonly isDryRun: boolean;
}

/** A change of a project's dependencies. */
export interface DependencyChange {
  readonly artifact: string;
  /** null where it was not there. */
  readonly from: string | null;
  /** null where it is not there any more. */
  readonly to: string | null;
}

export interface DepsEditData {
  readonly project: string;
  readonly isDryRun: boolean;
  readonly isWritten: boolean;
  /** The project as it changes, or would; none where it stays as it is. */
  readonly files: readonly EditedFile[];
  readonly changes: readonly DependencyChange[];
}

/** Adds what a project needs, or changes its range. The lock is for `deps.resolve`. */
export const depsAdd: Operation<DepsAddInput, DepsEditData | null, DepsContext> = {
  id: 'deps.add',
  group: 'CRUD',
  summary: 'Add what a project needs',
  async run(context, input) {
    const project = await loadProject(context, input);
    if (!project.ok) return { verdict: 'findings', diagnostics: project.diagnostics, data: null };
    const set = openSet(context, input, project.value);
    const { type, isOptional: optional, condition, reason } = input;
    const more = {
      ...(condition === undefined ? {} : { condition }),
      ...(reason === undefined ? {} : { reason }),
    };
    const edit = async (state: Project, text: string): Promise<Edited> => {
      const reference = readReference(text);
      const artifact = await findExisting(reference, state, set, input);
      const range = rangeOf(reference, artifact, set);
      const { text: next, replaced } = planDependency(state.document, state.manifest, {
        artifact,
        range,
        type,
        optional,
        ...more,
      });
      const change = { artifact, from: replaced[0] ?? null, to: range };
      return { text: next, change, told: movedFrom(artifact, set) };
    };
    return editProject(context, input, project.value, edit);
  },
};

/** Removes what a project does not need any more. */
export const depsRemove: Operation<DepsRemoveInput, DepsEditData | null, DepsContext> = {
  id: 'deps.remove',
  group: 'CRUD',
  summary: 'Remove what a project does not need any more',
  async run(context, input) {
    const project = await loadProject(context, input);
    if (!project.ok) return { verdict: 'findings', diagnostics: project.diagnostics, data: null };
    return editProject(context, input, project.value, (state, text) => {
      const artifact = findOwn(state, text);
      const { text: next, replaced } = planRemoval(state.document, state.manifest, artifact, input.type);
      if (replaced.length === 0) throw absent(text);
      const change = { artifact, from: replaced[0] ?? null, to: null };
      return Promise.resolve({ text: next, change, told: [] });
    });
  },
};

interface Edited {
  readonly text: string;
  readonly change: DependencyChange;
  readonly told: readonly Diagnostic[];
}

/** That what was asked for has another name now. */
function movedFrom(artifact: string, set: PackageSet): readonly Diagnostic[] {
  const redirect = set.redirectOf(artifact);
  if (redirect === undefined) return [];
  const [old, now] = [artifact, redirect].map(toOneLine);
  const message = `"${old}" was moved to "${now}"`;
  const hint = `hyper deps remove ${old} && hyper deps add ${now}`;
  return [{ code: 'HYPER_RESOLVE_MOVED', severity: 'warning', message, hint }];
}

/** Makes the edits one after the other and writes the project once, whole or not at all. */
async function editProject(
  context: DepsContext,
  input: DepsAddInput | DepsRemoveInput,
  project: Project,
  edit: (state: Project, reference: string) => Promise<Edited>,
): Promise<{ verdict: 'pass'; diagnostics: readonly Diagnostic[]; data: DepsEditData }> {
  const changes: DependencyChange[] = [];
  const diagnostics: Diagnostic[] = [];
  let state = project;
  for (const reference of input.references) {
    const { text, change, told } = await edit(state, reference);
    changes.push(change);
    diagnostics.push(...told);
    state = reparsed(state, text);
  }
  const isChanged = state.text !== project.text || project.isMended;
  const isWritten = isChanged && !input.isDryRun;
  if (isWritten) await context.files.write(project.path, state.text, project.bytes);
  const edited = { path: project.shown, before: project.bytes, after: Buffer.from(state.text) };
  const files = isChanged ? describeEdits([edited]) : [];
  const { isDryRun } = input;
  return {
    verdict: 'pass',
    diagnostics,
    data: { project: project.shown, isDryRun, isWritten, files, changes },
  };
}

function readReference(text: string): Reference {
  const parsed = parseReference(text, { allowDotted: true });
  if (parsed.ok) return parsed.value;
  throw toTypedError(parsed.fault);
}

async function findExisting(
  reference: Reference,
  { manifest }: Project,
  set: PackageSet,
  { namespace }: DepsInput,
): Promise<string> {
  const from = namespace === undefined ? undefined : requireNamespace(namespace);
  const artifact = await set.find(reference, from, manifest.searchPath);
  await set.read([artifact]);
  if (set.artifact(artifact) !== undefined) return artifact;
  if (set.registryOf(artifact) === undefined) {
    throw new HyperError(
      'HYPER_REGISTRY_UNBOUND',
      `no registry of the project has the namespace of "${toOneLine(artifact)}"`,
      {
        hint: 'add the namespace to a registry in hyper.yaml',
      },
    );
  }
  throw await missingPackage(artifact, set);
}

/** What was written, or `^` and the version that a tag names or that is the latest. */
function rangeOf(reference: Reference, artifact: string, set: PackageSet): string {
  const selector = reference.kind === 'id' ? undefined : reference.selector;
  if (selector?.kind === 'range') return checkedRange(selector.range);
  if (selector?.kind === 'version') return checkedRange(selector.version);
  const known = set.artifact(artifact);
  const isLatest = selector === undefined || (selector.kind === 'tag' && selector.tag === 'latest');
  const latest = known === undefined ? undefined : latestRelease(known);
  const named = selector?.kind === 'tag' ? known?.named.get(selector.tag) : undefined;
  const version = isLatest ? latest : named;
  if (version !== undefined) return `^${version}`;
  throw new HyperError('HYPER_RELEASE_MISSING', `"${toOneLine(artifact)}" has no such release`, {
    hint: `hyper registry get ${artifact}`,
  });
}

function checkedRange(text: string): string {
  const range = toRange(text);
  if (range.ok) return range.value;
  throw toTypedError(range.fault);
}

function findOwn({ manifest }: Project, text: string): string {
  const reference = readReference(text);
  if (reference.kind === 'id') return reference.id;
  const wanted = formatReference({ ...reference, selector: undefined });
  const names = manifest.dependencies.map(({ artifact }) => artifact);
  if (names.includes(wanted)) return wanted;
  const same = names.filter(
    (name) => reference.namespace === undefined && name.endsWith(`/${reference.name}`),
  );
  const [only] = same;
  if (only === undefined || same.length > 1) throw absent(text);
  return only;
}

function absent(text: string): HyperError {
  return new HyperError('HYPER_DEPENDENCY_ABSENT', `the project does not ask for "${toOneLine(text)}"`, {
    hint: 'hyper deps list shows what it asks for',
  });
}
