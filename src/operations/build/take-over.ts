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
  const { reused: known, stale } = planRendering(plan.units, former.built.units);
  const isKnown = new Set(known.map(({ id }) => id));
  // In the order of the former list, which is that of the next one.
  const reused: BuiltUnit[] = [];
  const others: BuiltUnit[] = [];
  for (const unit of former.built.units.values()) (isKnown.has(unit.id) ? reused : others).push(unit);
  const updated = await updateUnits(stale, former, output);
  const kept = new Map(updated.map((unit) => [unit.id, new Set(unit.kept.map(({ path }) => path))]));
  const left = others.flatMap((unit) =>
    pathsOf(unit).filter((path) => kept.get(unit.id)?.has(path) !== true),
  );
  const files = former.files.without(left);
  const missing = new Set(files.length === 0 ? [] : await output.reuse(files));
  const all =
    missing.size === 0 ? [] : [...reused, ...updated.map(({ id, kept: rest }) => ({ id, files: rest }))];
  const lost = all.filter((unit) => pathsOf(unit).some((path) => missing.has(path)));
  for (const path of lost.flatMap(pathsOf)) if (!missing.has(path)) await output.drop(path);
  const isLost = new Set(lost.map(({ id }) => id));
  const isAgain = new Set([...stale.map(({ id }) => id).filter((id) => !kept.has(id)), ...isLost]);
  return {
    reused: isLost.size === 0 ? reused : reused.filter(({ id }) => !isLost.has(id)),
    updated: updated.filter(({ id }) => !isLost.has(id)),
    stale: plan.units.filter(({ id }) => isAgain.has(id)),
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
