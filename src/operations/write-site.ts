import {
  DigestedParts,
  NOTHING_BUILT,
  fileDigest,
  planRendering,
  renderDigestList,
  renderUnitList,
  renderUnits,
} from '../catalog/index.ts';
import type {
  BuiltPlan,
  BuiltUnit,
  CatalogPlan,
  FileDigest,
  LongFile,
  RenderPlan,
} from '../catalog/index.ts';
import { digestHex, throwIfInterrupted } from '../core/index.ts';
import type { RegistryStore, Snapshot } from '../registry/index.ts';
import type { OperationContext } from './operation.ts';
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
  readonly files: readonly FileDigest[];
  readonly rendered: number;
  readonly reused: number;
}

/** Writes the whole site of a plan, signed where there is somebody to sign it, and puts it in its place. */
export async function writeSite(
  context: OperationContext,
  { plan, store, output, snapshot }: SiteWork & { readonly plan: CatalogPlan },
  { former, signer }: { readonly former: BuiltPlan; readonly signer: SiteSigner | undefined },
): Promise<WrittenSite> {
  const rendering = planRendering(plan.units, former.units);
  const { built, stale } = await takeOver(rendering, plan, output);
  const byUnit = new Map(
    stale.map((unit) => [unit.id, { id: unit.id, key: unit.key ?? null, files: [] as FileDigest[] }]),
  );
  if (former !== NOTHING_BUILT) await takeFormer(stale, output);
  let done = 0;
  for await (const { unit, file } of renderUnits(stale, store)) {
    throwIfInterrupted(context.signal);
    const digest = fileDigest(file);
    await output.write(file.path, file.bytes, digest.sha256);
    byUnit.get(unit.id)?.files.push(digest);
    done += 1;
    if (done % 200 === 0) context.progress?.(done, 0, 'files written');
  }
  const units = [...built, ...byUnit.values()];
  const files = units.flatMap((unit) => unit.files);
  const add = async (file: { readonly path: string; readonly bytes: Uint8Array }): Promise<void> => {
    await output.write(file.path, file.bytes);
    files.push(fileDigest(file));
  };
  const addLong = async (file: LongFile): Promise<void> => {
    const parts = new DigestedParts(file);
    await output.write(file.path, parts);
    files.push(parts.end());
  };
  await addLong(renderUnitList(plan.basis, units));
  if (signer !== undefined) await add(signer.history);
  await addLong(renderDigestList({ registry: snapshot.registry.name, revision: snapshot.revision, files }));
  for (const file of (await signer?.sign([...files])) ?? []) await add(file);
  throwIfInterrupted(context.signal);
  await output.finish(files);
  return { files, rendered: stale.length, reused: built.length };
}

/** What the former output still has that saves work. */
async function takeFormer(stale: RenderPlan['stale'], output: OutputFolder): Promise<void> {
  for (const { former } of stale) {
    const text = former && (await output.readFormer(former.path));
    if (text !== undefined && digestHex(text) === former?.sha256) former.take(text);
  }
}

/** Takes over the units that are as they were; one of which a file is gone or altered is rendered again. */
async function takeOver(
  { reused, stale }: RenderPlan,
  plan: CatalogPlan,
  output: OutputFolder,
): Promise<{ built: BuiltUnit[]; stale: RenderPlan['stale'] }> {
  const lost = new Set<string>();
  const built: BuiltUnit[] = [];
  for (const unit of reused) {
    const taken = await Promise.all(unit.files.map(({ path, sha256 }) => output.reuse(path, sha256)));
    if (!taken.includes(false)) {
      built.push(unit);
      continue;
    }
    lost.add(unit.id);
    for (const { path } of unit.files.filter((_, number) => taken[number])) await output.drop(path);
  }
  if (lost.size === 0) return { built, stale };
  const isStale = new Set([...stale.map((unit) => unit.id), ...lost]);
  return { built, stale: plan.units.filter((unit) => isStale.has(unit.id)) };
}
