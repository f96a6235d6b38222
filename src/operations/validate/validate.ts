import type { Diagnostic } from '../../core/index.ts';
import type { Revision } from '../../registry/index.ts';
import { basisOf } from '../basis.ts';
import type { CheckPlace } from './examination.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';
import { concludeValidation } from './validate-outcome.ts';
import type { ValidateData } from './validate-outcome.ts';
import type { OpenedRegistry, RegistryContext } from '../world.ts';

// What checks is loaded where something is to be checked: an answer that is known needs nothing of it.

export interface ValidateInput {
  readonly registry: string | undefined;
  /** A file or folder of this machine, or a reference; what is checked is limited to it. */
  readonly path: string | undefined;
  /** A revision to read in place of the working tree. */
  readonly at: string | undefined;
  /** A revision: only what differs from it is checked. */
  readonly changedSince: string | undefined;
}

/** Checks a registry, a part of it, or what changed since a revision (SPEC sections 2 and 6). */
export const validate: Operation<ValidateInput, ValidateData, RegistryContext> = {
  id: 'validate',
  group: 'validation',
  summary: 'Check manifests, layout and names, and say what is wrong and where',
  async run(context, input) {
    const registry = await context.openRegistry({
      registry: input.registry,
      isWorkingTree: input.at === undefined,
    });
    const { store } = registry;
    const before = input.changedSince === undefined ? undefined : store.resolveRevision(input.changedSince);
    // Both are looked up at once; where both fail, the error is that of the first awaited.
    before?.catch(() => undefined);
    const revision = await (input.at === undefined
      ? store.currentRevision()
      : store.resolveRevision(input.at));
    const base = await before;
    const path = await toPlace(registry, base === undefined ? [revision] : [revision, base], input.path);
    const outcome = await (base === undefined
      ? checkAll(registry, revision, path)
      : checkChanges(registry, base, revision, path));
    const isWhole = input.path === undefined && input.at === undefined && base === undefined;
    const basis = isWhole ? basisOf(registry, revision) : undefined;
    const told = basis === undefined ? outcome : { ...outcome, basis };
    if (told.diagnostics.length === 0) return told;
    const { placeFindings } = await import('./place-findings.ts');
    return placeFindings(store, revision, told);
  },
};

/** The path in the registry; `''` is all of it. */
async function toPlace(
  registry: OpenedRegistry,
  revisions: readonly Revision[],
  asked: string | undefined,
): Promise<string> {
  if (asked === undefined || registry.toRegistryPath(asked) === '') return '';
  const { placeOf } = await import('./validate-part.ts');
  return placeOf(registry, revisions, asked);
}

async function checkAll(
  registry: OpenedRegistry,
  revision: Revision,
  path: string,
): Promise<Outcome<ValidateData>> {
  if (path === '') return checkWhole(registry, revision);
  const { checkPath } = await import('./validate-examined.ts');
  return checkPath(registry, revision, path);
}

/** Checks all of a registry, unless what it holds was checked before. */
export async function checkWhole(registry: CheckPlace, revision: Revision): Promise<Outcome<ValidateData>> {
  const key = revision.tree === null ? undefined : `validate-${revision.tree}`;
  const known = readKept(key === undefined ? undefined : registry.cache.read(key));
  if (known !== undefined)
    return concludeValidation(known.diagnostics, { ...known.data, commit: revision.commit });
  const { checkRegistry } = await import('./validate-examined.ts');
  const outcome = await checkRegistry(registry, revision);
  if (key !== undefined)
    registry.cache.write(key, JSON.stringify({ diagnostics: outcome.diagnostics, data: outcome.data }));
  return outcome;
}

/** What is wrong with what differs between two revisions, at a path of the registry (`''` is all of it).
 *  Falls back on the whole registry where only that tells, and where an id may be that of a release that did not change. */
export async function checkChanges(
  registry: OpenedRegistry,
  base: Revision,
  head: Revision,
  path = '',
): Promise<Outcome<ValidateData>> {
  const { checkExamined } = await import('./validate-examined.ts');
  const { examineChanges } = await import('./validate-changes.ts');
  const examination = await examineChanges(registry.store, base, head);
  if (examination === undefined) return checkAll(registry, head, path);
  const { limitTo } = await import('./validate-part.ts');
  const { outcome, places } = await checkExamined(registry, head, limitTo(examination, path));
  const { mayCopyIds } = await import('./known-ids.ts');
  const isCopied = await mayCopyIds(registry, base.tree, places(), examination.former);
  return isCopied ? checkAll(registry, head, path) : outcome;
}

/** A remembered outcome; undefined where there is none, or what is there is not whole. */
function readKept(text: string | undefined): { diagnostics: Diagnostic[]; data: ValidateData } | undefined {
  if (text === undefined) return undefined;
  try {
    const kept = JSON.parse(text) as { diagnostics?: Diagnostic[]; data?: ValidateData } | null;
    const { diagnostics, data } = kept ?? {};
    return Array.isArray(diagnostics) && typeof data?.files === 'number' ? { diagnostics, data } : undefined;
  } catch {
    return undefined;
  }
}
