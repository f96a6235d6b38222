import {
  DigestedParts,
  fileDigest,
  renderDigestList,
  renderUnitList,
  renderUnits,
} from '../../catalog/index.ts';
import type {
  CatalogPlan,
  FileDigest,
  FileTable,
  LongFile,
  OutputFile,
  RenderPlan,
} from '../../catalog/index.ts';
import { digestHex, throwIfInterrupted } from '../../core/index.ts';
import type { RegistryStore, Snapshot } from '../../registry/index.ts';
import { NO_FORMER_SITE } from './former-site.ts';
import type { FormerSite } from './former-site.ts';
import type { OperationContext } from '../operation.ts';
import type { OutputFolder } from './output-folder.ts';
import type { SiteSigner } from './sign-site.ts';
import { takeOver } from './take-over.ts';

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
  const { reused, updated, stale, files: taken } = await takeOver(plan, former, output);
  const byUnit = new Map(
    [...stale, ...updated].map(({ id, key }) => [id, { id, key: key ?? null, files: [] as FileDigest[] }]),
  );
  if (former !== NO_FORMER_SITE) await takeFormer(stale, output);
  let done = 0;
  const write = async (id: string, file: OutputFile): Promise<void> => {
    throwIfInterrupted(context.signal);
    const digest = fileDigest(file);
    await output.write(file.path, file.bytes, digest.sha256);
    byUnit.get(id)?.files.push(digest);
    done += 1;
    if (done % 200 === 0) context.progress?.(done, 0, 'files written');
  };
  for (const { id, files } of updated) for (const file of files) await write(id, file);
  for await (const { unit, file } of renderUnits(stale, store)) await write(unit.id, file);
  const rendered = [...byUnit.values()];
  let files = taken.with(rendered.flatMap((unit) => unit.files));
  for (const { id, kept } of updated) byUnit.get(id)?.files.push(...kept);
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
  return { files, rendered: rendered.length, reused: reused.length };
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
