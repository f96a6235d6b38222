import { HyperError, compareDiagnostics, throwIfInterrupted } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { FactsRestorer, gatherFacts, planCatalog, touchedArtifacts } from '../../catalog/index.ts';
import type { CatalogPlan, HistoryEvent, OutputFile, Visibility } from '../../catalog/index.ts';
import { streamReleases } from '../../registry/index.ts';
import type { RegistryStore, Snapshot } from '../../registry/index.ts';
import { withObserved } from '../read/gather-shown.ts';
import type { Operation } from '../operation.ts';
import { openSnapshot } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import { NO_FORMER_SITE, countFacts, readFacts, readFormerSite } from './former-site.ts';
import type { FormerSite } from './former-site.ts';
import type { OutputFolder } from './output-folder.ts';
import { openSiteSigner } from './sign-site.ts';
import type { SignedSite, SigningWish, SiteSigningContext } from './sign-site.ts';
import { tellFormer } from './tell-former.ts';
import type { ToldFormer } from './tell-former.ts';
import { tellSiteHistory } from './tell-site-history.ts';
import type { OpenedRegistry, RegistryContext } from '../world.ts';
import { writeSite } from './write-site.ts';
import type { SiteWork, WrittenSite } from './write-site.ts';

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
  /** True shows every act of the history too, which needs all of it. */
  readonly hasHistory?: boolean;
  /** Signs the build; undefined leaves it without a checkpoint. */
  readonly signing?: SigningWish | undefined;
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
  /** What the signed checkpoint says; null where nobody signed. */
  readonly checkpoint: SignedSite | null;
}

/** What a build needs of the world. */
export interface BuildContext extends RegistryContext, SiteSigningContext {
  /** Errors: `HYPER_OUTPUT_FOREIGN` where the folder holds what no build made. */
  openOutput(out: string): Promise<OutputFolder>;
  /** Names the program in everything that it shapes; another one reuses nothing. */
  readonly generator: string;
  /** The published JSON Schemas. */
  readSchemas(): Promise<readonly OutputFile[]>;
  /** Modules for browsers; none where nothing was bundled. */
  readScripts(): Promise<readonly OutputFile[]>;
}

/** Turns one revision into the static site (SPEC section 7): the same commit gives the same bytes. */
export const build: Operation<BuildInput, BuildData, BuildContext> = {
  id: 'build',
  group: 'admin',
  summary: 'Build the static site and API of a commit',
  async run(context, input) {
    const { registry, snapshot } = await openSnapshot(context, input);
    const { store } = registry;
    const signer = input.signing && (await openSiteSigner(context, input.signing, snapshot, store));
    const history = input.hasHistory === true ? await tellHistory(context, registry, snapshot) : undefined;
    const { former, warnings } = await tellFormer(store, snapshot);
    const output = await context.openOutput(input.out);
    try {
      const faults = snapshot.diagnostics.filter(isError);
      const site = input.isClean ? NO_FORMER_SITE : await readFormerSite(output);
      const work = { snapshot, store, output, faults, history, former, site };
      const plan = await planSite(context, input, work);
      const found = [...faults, ...warnings, ...plan.diagnostics].sort(compareDiagnostics);
      const canBuild = isFrameSound(snapshot) && (input.isTolerant || !found.some(isError));
      if (!canBuild) return conclude(input, { snapshot, plan }, found, undefined);
      const written = await writeSite(context, { plan, ...work }, { former: site, signer });
      const checkpoint = signer?.signed ?? null;
      return conclude(input, { snapshot, plan }, found, { ...written, checkpoint });
    } finally {
      await output.discard();
    }
  },
};

/** The history up to the commit that is built; of a working tree, up to the commit that it began with. */
async function tellHistory(
  context: BuildContext,
  registry: OpenedRegistry,
  { revision }: Snapshot,
): Promise<readonly HistoryEvent[]> {
  const commit = revision.commit ?? (await registry.store.resolveRevision('HEAD')).commit;
  return tellSiteHistory(context, registry, commit ?? '');
}

interface PlanWork extends SiteWork {
  readonly faults: Diagnostic[];
  readonly history: readonly HistoryEvent[] | undefined;
  readonly former: ToldFormer['former'];
  readonly site: FormerSite;
}

async function planSite(
  context: BuildContext,
  input: BuildInput,
  { snapshot, store, output, faults, history, former, site }: PlanWork,
): Promise<CatalogPlan> {
  const touched = await touchedSince(store, snapshot, site);
  const restorer = new FactsRestorer(snapshot.index, context.generator, touched);
  let kept = 0;
  for await (const text of readFacts(output, site)) {
    restorer.take(text.split('\n'));
    kept += 1;
  }
  const known = restorer.end();
  const total = known.unread.reduce((sum, artifact) => sum + artifact.releases.size, 0);
  const keepErrors = (fault: Diagnostic): void => {
    if (isError(fault)) faults.push(fault);
  };
  const releases = counted(streamReleases(store, known.unread, keepErrors), (done) => {
    throwIfInterrupted(context.signal);
    if (done % 500 === 0) context.progress?.(done, total, 'releases read');
  });
  const facts = await withObserved(store, snapshot, await gatherFacts(releases, known.facts));
  const { visibility } = input;
  const options = {
    visibility,
    generator: context.generator,
    schemas: await context.readSchemas(),
    scripts: await context.readScripts(),
    history,
    former,
  };
  // Of facts that somebody altered it is not known what they said.
  const isWhole = kept === countFacts(site);
  const since = touched && isWhole ? { artifacts: touched, formerFacts: restorer.formerFacts } : undefined;
  return planCatalog(snapshot, facts, options, site.built, since);
}

/** The artifacts that changed since the former build, where its revision is still there, and nothing else did. */
async function touchedSince(
  store: RegistryStore,
  { revision }: Snapshot,
  { built: { basis } }: FormerSite,
): Promise<ReadonlySet<string> | undefined> {
  const { commit = null, tree = null } = basis ?? {};
  if (commit === null || tree === null || revision.tree === null) return undefined;
  try {
    const changes = await store.diffTrees({ commit, tree, committedAt: null }, revision);
    return touchedArtifacts(changes.map(({ path }) => path));
  } catch (error) {
    // Gone with the history that was rewritten, or with another clone.
    if (error instanceof HyperError) return undefined;
    throw error;
  }
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

function conclude(
  input: BuildInput,
  { snapshot, plan }: { readonly snapshot: Snapshot; readonly plan: CatalogPlan },
  diagnostics: readonly Diagnostic[],
  written: (WrittenSite & { readonly checkpoint: SignedSite | null }) | undefined,
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
      bytes: written?.files.bytes ?? 0,
      ...plan.counts,
      renderedUnits: written?.rendered ?? 0,
      reusedUnits: written?.reused ?? 0,
      checkpoint: written?.checkpoint ?? null,
    },
  };
}
