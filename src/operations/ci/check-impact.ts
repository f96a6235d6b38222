import { HyperError, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { ChangeSubject, ChangedFile } from '../../gate/index.ts';
import { isChoosable, releaseStateOf } from '../../registry/index.ts';
import { PreparedUniverse, findImpact, requestFor, resolve } from '../../resolve/index.ts';
import type { ImpactEntry } from '../../resolve/index.ts';
import { loadImpactBase, readImpactChanges } from '../deps/load-impact-base.ts';
import { conflictFinding } from '../deps/tell-conflict.ts';
import type { OpenedRegistry } from '../world.ts';

/** What a change does to resolutions. */
export interface ChangeImpact {
  readonly faults: readonly Diagnostic[];
  /** Dependents whose resolution is another one, stops or begins to work. */
  readonly entries: readonly ImpactEntry[];
}

const NOTHING: ChangeImpact = { faults: [], entries: [] };

/** Whether new releases resolve without going in a circle, and whether those who depend on what changed still do. */
export async function checkImpact(
  { store, verified }: Pick<OpenedRegistry, 'store' | 'verified'>,
  subject: ChangeSubject,
): Promise<ChangeImpact> {
  const { files, base, head } = subject;
  if (!files.some(({ role }) => role.kind === 'release' || role.kind === 'state')) return NOTHING;
  const loaded = await loadImpactBase({ store, cache: verified }, base);
  const { changes } = await readImpactChanges(store, loaded, head);
  const universe = new PreparedUniverse(loaded.base.with(changes));
  const faults: Diagnostic[] = [];
  for (const file of files) {
    const manifest = file.status === 'added' ? file.after?.manifest : undefined;
    if (manifest?.kind !== 'Artifact') continue;
    const reference = `${manifest.namespace}/${manifest.name}`;
    const state = subject.artifacts.get(reference)?.after.state;
    // A draft may be chosen by nobody yet: it is resolved once it is published.
    if (!isChoosable(releaseStateOf(state, manifest.version))) continue;
    faults.push(...ownFaults(file, reference, manifest.version, universe));
  }
  const { entries } = findImpact(loaded.base, changes);
  const cause =
    files.find(({ role }) => role.kind === 'state') ?? files.find(({ role }) => role.kind === 'release');
  for (const entry of entries) {
    if (entry.kind !== 'broken' || cause === undefined) continue;
    const { message, frame } = conflictFinding(entry.conflict, () => undefined, []);
    faults.push({
      code: 'HYPER_IMPACT_BROKEN',
      severity: 'error',
      path: causeOf(files, entry.conflict.name) ?? cause.path,
      message: `stops solving: ${message}`,
      hint: 'keep what it needs, or publish a release of it that does without first',
      ...(frame === undefined ? {} : { frame }),
    });
  }
  return { faults, entries };
}

/** A dependent that changes itself is its own cause. */
function causeOf(files: readonly ChangedFile[], name: string): string | undefined {
  const reference = name.slice(0, Math.max(0, name.lastIndexOf('@')));
  return files.find(({ role }) => role.kind === 'state' && `${role.namespace}/${role.name}` === reference)
    ?.path;
}

function ownFaults(
  file: ChangedFile,
  reference: string,
  version: string,
  universe: PreparedUniverse,
): Diagnostic[] {
  const document = file.after?.document;
  const span = document?.locate(['dependencies'], 'key');
  const place = { path: file.path, ...(span === undefined ? {} : { span }) };
  try {
    const outcome = resolve(requestFor(reference, version), universe);
    if (outcome.kind === 'conflict') {
      const { frame, message } = conflictFinding(outcome.conflict, () => undefined, []);
      const hint = 'widen the ranges, or publish what it needs first';
      return [
        {
          code: 'HYPER_RELEASE_UNSOLVABLE',
          severity: 'error',
          ...place,
          message,
          hint,
          ...(frame === undefined ? {} : { frame }),
        },
      ];
    }
    if (outcome.kind !== 'solved') return [];
    const cycle = outcome.resolution.cycles.find(({ members }) => members.includes(reference));
    if (cycle === undefined) return [];
    const message = `its dependencies lead back to it: ${cycle.path.map(toOneLine).join(' → ')}`;
    const hint = 'take one of these dependencies out';
    return [{ code: 'HYPER_DEPENDENCY_CIRCLE', severity: 'error', ...place, message, hint }];
  } catch (error) {
    if (!(error instanceof HyperError) || error.code !== 'HYPER_RESOLVE_BUDGET') throw error;
    return [
      {
        code: 'HYPER_RELEASE_UNSOLVABLE',
        severity: 'error',
        ...place,
        message: error.message,
        hint: error.hint ?? 'narrow its ranges',
      },
    ];
  }
}
