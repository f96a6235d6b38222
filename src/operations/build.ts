import { compareDiagnostics, digestHex, throwIfInterrupted } from '../core/index.ts';
import type { Diagnostic } from '../core/index.ts';
import {
  DIGEST_LIST_PATH,
  FACTS_PATH,
  UNIT_LIST_PATH,
  fileDigest,
  gatherFacts,
  parseUnitList,
  planCatalog,
  planRendering,
  renderDigestList,
  renderUnitList,
  renderUnits,
  restoreFacts,
} from '../catalog/index.ts';
import type {
  BuiltUnit,
  CatalogPlan,
  FileDigest,
  OutputFile,
  RenderPlan,
  Visibility,
} from '../catalog/index.ts';
import { streamReleases } from '../registry/index.ts';
import type { RegistryStore, Snapshot } from '../registry/index.ts';
import type { Operation } from './operation.ts';
import { openSnapshot } from './open-snapshot.ts';
import type { ReadInput } from './open-snapshot.ts';
import type { Outcome } from './outcome.ts';
import type { RegistryContext } from './world.ts';

export interface BuildInput extends ReadInput {
  /** The output folder: absent, empty, or a former output. */
  readonly out: string;
  /** The least public of what is shown. */
  readonly visibility: Visibility;
  /** True leaves out releases with faults; false then builds nothing. A fault in the registry's manifest, a namespace, a
   *  policy or a state stops every build: it may hide who may see what. */
  readonly isTolerant: boolean;
  /** True renders everything again. */
  readonly isClean: boolean;
}

export interface BuildData {
  readonly out: string;
  /** null where the working tree differs from every commit. */
  readonly commit: string | null;
  /** False where faults kept the output as it was. */
  readonly isWritten: boolean;
  /** False where a fault in a namespace, a policy or a state stops every build. */
  readonly canKeepGoing: boolean;
  readonly files: number;
  readonly bytes: number;
  readonly namespaces: number;
  readonly artifacts: number;
  readonly releases: number;
  readonly renderedUnits: number;
  readonly reusedUnits: number;
}

/** A new output that replaces the former one whole, or not at all. */
export interface OutputFolder {
  /** The text of a file of the former output; undefined where there is none. */
  readFormer(path: string): Promise<string | undefined>;
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Takes a file over from the former output; false where it has none of this sha256, in hex. Another process may
   *  replace the former output meanwhile. */
  reuse(path: string, sha256: string): Promise<boolean>;
  /** Takes back what was written or taken over. */
  drop(path: string): Promise<void>;
  /** Puts the new output in the place of the former one. */
  finish(): Promise<void>;
  /** Removes what was written; harmless after `finish`. */
  discard(): Promise<void>;
}

/** What a build needs of the world. */
export interface BuildContext extends RegistryContext {
  /** Errors: `HYPER_OUTPUT_FOREIGN` where the folder holds what no build made. */
  openOutput(out: string): Promise<OutputFolder>;
  /** Names the program in everything that it shapes; another one reuses nothing. */
  readonly generator: string;
  /** The published JSON Schemas. */
  readSchemas(): Promise<readonly OutputFile[]>;
}

/** Turns one revision into the static site (SPEC section 7): the same commit gives the same bytes. */
export const build: Operation<BuildInput, BuildData, BuildContext> = {
  id: 'build',
  group: 'admin',
  summary: 'Build the static site and API of a commit',
  async run(context, input) {
    const { registry, snapshot } = await openSnapshot(context, input);
    const output = await context.openOutput(input.out);
    try {
      const faults = snapshot.diagnostics.filter(isError);
      const plan = await planSite(context, input, { snapshot, store: registry.store, output, faults });
      const found = [...faults, ...plan.diagnostics].sort(compareDiagnostics);
      const canBuild = isFrameSound(snapshot) && (input.isTolerant || !found.some(isError));
      if (!canBuild) return conclude(input, { snapshot, plan }, found, undefined);
      const written = await write(context, input, { plan, store: registry.store, output, snapshot });
      return conclude(input, { snapshot, plan }, found, written);
    } finally {
      await output.discard();
    }
  },
};

interface Work {
  readonly snapshot: Snapshot;
  readonly store: RegistryStore;
  readonly output: OutputFolder;
}

async function planSite(
  context: BuildContext,
  input: BuildInput,
  { snapshot, store, output, faults }: Work & { readonly faults: Diagnostic[] },
): Promise<CatalogPlan> {
  const former = input.isClean ? undefined : await readSound(output, FACTS_PATH);
  const known = restoreFacts(snapshot.index, (former ?? '').split('\n'), context.generator);
  const total = known.unread.reduce((sum, artifact) => sum + artifact.releases.size, 0);
  const keepErrors = (fault: Diagnostic): void => {
    if (isError(fault)) faults.push(fault);
  };
  const releases = counted(streamReleases(store, known.unread, keepErrors), (done) => {
    throwIfInterrupted(context.signal);
    if (done % 500 === 0) context.progress?.(done, total, 'releases read');
  });
  const facts = await gatherFacts(releases, known.facts);
  const { visibility } = input;
  return planCatalog(snapshot, facts, {
    visibility,
    generator: context.generator,
    schemas: await context.readSchemas(),
  });
}

/** A file of the former output, if it is as its digest list says: what was altered since is not built upon. */
async function readSound(output: OutputFolder, path: string): Promise<string | undefined> {
  const [text, list] = [await output.readFormer(path), await output.readFormer(DIGEST_LIST_PATH)];
  const isSound =
    text !== undefined &&
    list?.includes(`"path":"${path}","size":${Buffer.byteLength(text)},"sha256":"${digestHex(text)}"`);
  return isSound === true ? text : undefined;
}

/** What a namespace or state with faults would hide is not known, so nothing is built around it. */
function isFrameSound(snapshot: Snapshot): boolean {
  return !snapshot.diagnostics.some(isError);
}

/** Warnings are for `validate`: whether a manifest was read or remembered must not show in the outcome. */
function isError(fault: Diagnostic): boolean {
  return fault.severity === 'error';
}

async function* counted<T>(items: AsyncIterable<T>, tell: (done: number) => void): AsyncGenerator<T> {
  let done = 0;
  for await (const item of items) {
    done += 1;
    tell(done);
    yield item;
  }
}

interface Written {
  readonly files: readonly FileDigest[];
  readonly rendered: number;
  readonly reused: number;
}

async function write(
  context: BuildContext,
  input: BuildInput,
  { plan, store, output, snapshot }: Work & { readonly plan: CatalogPlan },
): Promise<Written> {
  const former = input.isClean ? undefined : await readSound(output, UNIT_LIST_PATH);
  const rendering = planRendering(plan.units, parseUnitList(former ?? ''));
  const { built, stale } = await takeOver(rendering, plan, output);
  const byUnit = new Map(
    stale.map((unit) => [unit.id, { id: unit.id, key: unit.key ?? null, files: [] as FileDigest[] }]),
  );
  let done = 0;
  for await (const { unit, file } of renderUnits(stale, store)) {
    throwIfInterrupted(context.signal);
    await output.write(file.path, file.bytes);
    byUnit.get(unit.id)?.files.push(fileDigest(file));
    done += 1;
    if (done % 200 === 0) context.progress?.(done, 0, 'files written');
  }
  const units = [...built, ...byUnit.values()];
  const list = renderUnitList(units);
  await output.write(list.path, list.bytes);
  const files = [...units.flatMap((unit) => unit.files), fileDigest(list)];
  const digests = renderDigestList({ registry: snapshot.registry.name, revision: snapshot.revision, files });
  await output.write(digests.path, digests.bytes);
  throwIfInterrupted(context.signal);
  await output.finish();
  return { files: [...files, fileDigest(digests)], rendered: stale.length, reused: built.length };
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

function conclude(
  input: BuildInput,
  { snapshot, plan }: { readonly snapshot: Snapshot; readonly plan: CatalogPlan },
  diagnostics: readonly Diagnostic[],
  written: Written | undefined,
): Outcome<BuildData> {
  const hasErrors = diagnostics.some(isError);
  return {
    verdict: hasErrors ? 'findings' : 'pass',
    diagnostics,
    isLasting: written !== undefined,
    data: {
      out: input.out,
      commit: snapshot.revision.commit,
      isWritten: written !== undefined,
      canKeepGoing: isFrameSound(snapshot),
      files: written?.files.length ?? 0,
      bytes: written?.files.reduce((sum, file) => sum + file.size, 0) ?? 0,
      ...plan.counts,
      renderedUnits: written?.rendered ?? 0,
      reusedUnits: written?.reused ?? 0,
    },
  };
}
