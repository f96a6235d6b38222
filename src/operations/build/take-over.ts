import { planRendering } from '../../catalog/index.ts';
import type {
  BuiltUnit,
  CatalogPlan,
  FileDigest,
  FileTable,
  OutputFile,
  RenderPlan,
  Unit,
} from '../../catalog/index.ts';
import { readListed } from './former-site.ts';
import type { FormerSite } from './former-site.ts';
import type { OutputFolder } from './output-folder.ts';

/** A unit of which some files are made of those that the former output has, and the others are taken over. */
export interface UpdatedUnit extends Pick<Unit, 'id' | 'key'> {
  readonly files: readonly OutputFile[];
  readonly kept: readonly FileDigest[];
}

/** What a build has of the former one. */
export interface TakenOver extends RenderPlan {
  readonly updated: readonly UpdatedUnit[];
  /** All that were taken over. */
  readonly files: FileTable;
}

/** Takes over the units that are as they were, and what is kept of those that are updated; one of which a file is gone or altered is
 *  rendered again. */
export async function takeOver(
  plan: CatalogPlan,
  former: FormerSite,
  output: OutputFolder,
): Promise<TakenOver> {
  const { reused: kept, stale } = planRendering(plan.units, former.built.units);
  const isReused = new Set(kept.map(({ id }) => id));
  // In the order of the former list, which is that of the next one.
  const reused = [...former.built.units.values()].filter(({ id }) => isReused.has(id));
  const updated = await updateUnits(stale, former, output);
  const taken = new Map([
    ...reused.map(({ id }) => [id, undefined] as const),
    ...updated.map(({ id, kept }) => [id, new Set(kept.map(({ path }) => path))] as const),
  ]);
  const others = [...former.built.units.values()].filter(
    ({ id }) => taken.get(id) !== undefined || !taken.has(id),
  );
  const isKept = (unit: BuiltUnit, path: string): boolean => taken.get(unit.id)?.has(path) === true;
  const left = others.flatMap((unit) => pathsOf(unit).filter((path) => !isKept(unit, path)));
  const files = former.files.without(left);
  const missing = new Set(files.length === 0 ? [] : await output.reuse(files));
  const all = [...reused, ...updated.map((unit) => ({ ...unit, files: unit.kept }))];
  const lost =
    missing.size === 0 ? [] : all.filter((unit) => pathsOf(unit).some((path) => missing.has(path)));
  for (const path of lost.flatMap(pathsOf)) if (!missing.has(path)) await output.drop(path);
  const isLost = new Set(lost.map(({ id }) => id));
  const rest = {
    reused: reused.filter(({ id }) => !isLost.has(id)),
    updated: updated.filter(({ id }) => !isLost.has(id)),
  };
  const isTaken = new Set([...rest.reused, ...rest.updated].map(({ id }) => id));
  return {
    ...rest,
    stale: plan.units.filter(({ id }) => !isTaken.has(id)),
    files: files.without(lost.flatMap(pathsOf)),
  };
}

async function updateUnits(
  stale: readonly Unit[],
  former: FormerSite,
  output: OutputFolder,
): Promise<UpdatedUnit[]> {
  const updated: UpdatedUnit[] = [];
  for (const unit of stale) {
    const before = former.built.units.get(unit.id);
    if (before === undefined || unit.update === undefined) continue;
    const paths = new Set(pathsOf(before));
    const update = await unit.update({
      has: (path) => paths.has(path),
      read: (path) => readListed(output, former.files, path),
    });
    if (update === undefined) continue;
    const otherwise = new Set([...update.gone, ...update.files.map(({ path }) => path)]);
    const kept = before.files.filter(({ path }) => !otherwise.has(path));
    updated.push({ id: unit.id, key: unit.key, files: update.files, kept });
  }
  return updated;
}

function pathsOf({ files }: Pick<BuiltUnit, 'files'>): string[] {
  return files.map(({ path }) => path);
}
