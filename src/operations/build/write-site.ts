import {
  DigestedParts,
  fileDigest,
  planRendering,
  renderDigestList,
  renderUnitList,
  renderUnits,
} from '../../catalog/index.ts';
import type {
  BuiltUnit,
  CatalogPlan,
  FileDigest,
  FileTable,
  LongFile,
  RenderPlan,
} from '../../catalog/index.ts';
import { digestHex, throwIfInterrupted } from '../../core/index.ts';
import type { RegistryStore, Snapshot } from '../../registry/index.ts';
import { NO_FORMER_SITE } from './former-site.ts';
import type { FormerSite } from './former-site.ts';
import type { OperationContext } from '../operation.ts';
import type { OutputFolder } from './output-folder.ts';
import type { SiteSigner } from './sign-site.ts';

/** What a build works on. */
export interface SiteWork {
  readonly snapshot: Snapshot;
  readonly store: RegistryStore;
  readonly output: OutputFolder;
}

/** What a build made. */
export interface WrittenSite {
  readonly files: FileTable;
  readonly rendered: number;
  readonly reused: number;
}

/** Writes the whole site of a plan, signed where there is somebody to sign it, and puts it in its place. */
export async function writeSite(
  context: OperationContext,
  { plan, store, output, snapshot }: SiteWork & { readonly plan: CatalogPlan },
  { former, signer }: { readonly former: FormerSite; readonly signer: SiteSigner | undefined },
): Promise<WrittenSite> {
  const { reused, stale, files: taken } = await takeOver(plan, former, output);
  const byUnit = new Map(
    stale.map((unit) => [unit.id, { id: unit.id, key: unit.key ?? null, files: [] as FileDigest[] }]),
  );
  if (former !== NO_FORMER_SITE) await takeFormer(stale, output);
  let done = 0;
  for await (const { unit, file } of renderUnits(stale, store)) {
    throwIfInterrupted(context.signal);
    const digest = fileDigest(file);
    await output.write(file.path, file.bytes, digest.sha256);
    byUnit.get(unit.id)?.files.push(digest);
    done += 1;
    if (done % 200 === 0) context.progress?.(done, 0, 'files written');
  }
  const rendered = [...byUnit.values()];
  let files = taken.with(rendered.flatMap((unit) => unit.files));
  const add = async (file: { readonly path: string; readonly bytes: Uint8Array }): Promise<void> => {
    await output.write(file.path, file.bytes);
    files = files.with([fileDigest(file)]);
  };
  const addLong = async (file: LongFile): Promise<void> => {
    const parts = new DigestedParts(file);
    await output.write(file.path, parts);
    files = files.with([parts.end()]);
  };
  await addLong(renderUnitList(plan.basis, [...reused, ...rendered], files));
  if (signer !== undefined) await add(signer.history);
  await addLong(renderDigestList({ registry: snapshot.registry.name, revision: snapshot.revision, files }));
  for (const file of (await signer?.sign([...files])) ?? []) await add(file);
  throwIfInterrupted(context.signal);
  await output.finish(files);
  return { files, rendered: stale.length, reused: reused.length };
}

/** What the former output still has that saves work. */
async function takeFormer(stale: RenderPlan['stale'], output: OutputFolder): Promise<void> {
  for (const unit of stale) {
    const former = unit.former?.();
    const bytes = former && (await output.readFormer(former.path));
    if (bytes !== undefined && digestHex(bytes) === former?.sha256)
      former.take(Buffer.from(bytes).toString('utf8'));
  }
}

/** Takes over the units that are as they were; one of which a file is gone or altered is rendered again. */
async function takeOver(
  plan: CatalogPlan,
  former: FormerSite,
  output: OutputFolder,
): Promise<RenderPlan & { readonly files: FileTable }> {
  const { reused: kept, stale } = planRendering(plan.units, former.built.units);
  const isKept = new Set(kept.map(({ id }) => id));
  // In the order of the former list, which is that of the next one.
  const reused: BuiltUnit[] = [];
  const others: BuiltUnit[] = [];
  for (const unit of former.built.units.values()) (isKept.has(unit.id) ? reused : others).push(unit);
  const files = former.files.without(pathsOf(others));
  const missing = new Set(files.length === 0 ? [] : await output.reuse(files));
  if (missing.size === 0) return { reused, stale, files };
  const lost = reused.filter((unit) => unit.files.some(({ path }) => missing.has(path)));
  for (const path of pathsOf(lost)) if (!missing.has(path)) await output.drop(path);
  const isLost = new Set(lost.map(({ id }) => id));
  const isStale = new Set([...stale.map((unit) => unit.id), ...isLost]);
  return {
    reused: reused.filter(({ id }) => !isLost.has(id)),
    stale: plan.units.filter((unit) => isStale.has(unit.id)),
    files: files.without(pathsOf(lost)),
  };
}

function pathsOf(units: readonly BuiltUnit[]): string[] {
  return units.flatMap(({ files }) => files.map(({ path }) => path));
}
