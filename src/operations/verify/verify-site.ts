import { CHECKPOINT_PATH } from '../../catalog/index.ts';
import type { Checkpoint, RememberedCheckpoint } from '../../catalog/index.ts';
import { Moment, compareDiagnostics } from '../../core/index.ts';
import type { Code, Diagnostic } from '../../core/index.ts';
import type { LoadedTrust } from '../../registry/index.ts';
import { checkSiteFiles } from '../on-site/check-site-files.ts';
import type { ClientState } from './client-state.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';
import type { Site } from '../on-site/site.ts';
import { laterCheckpoint, readCheckpoint } from '../on-site/site-checkpoint.ts';
import { openSiteRegistry } from '../on-site/site-registry.ts';
import { believe } from './verify-believe.ts';
import type { VerifyContext } from './verify-context.ts';
import { parseRootDigest } from './verify-pin.ts';
import { chainRevisions, mergeRevisions } from './verify-revisions.ts';

export interface VerifySiteInput {
  /** A folder, or an https address. */
  readonly site: string;
  /** The digest of a root that the user believes, `sha256:…`; undefined: the remembered one. */
  readonly root: string | undefined;
  /** Takes a checkpoint that has ended. */
  readonly isStaleFine: boolean;
  /** Forgets the checkpoint that was believed last. */
  readonly isForgetting: boolean;
}

/** One link of the chain from the root to the files of the site. */
export interface SiteStep {
  readonly id: string;
  readonly title: string;
  readonly ok: boolean;
  readonly code?: Code;
}

export interface VerifySiteData {
  readonly site: string;
  readonly registry: string | null;
  readonly rootVersion: number | null;
  readonly commit: string | null;
  readonly sequence: number | null;
  readonly time: string | null;
  readonly expiresAt: string | null;
  readonly files: number;
  /** Whether added files could be looked for: an address cannot be listed. */
  readonly isListed: boolean;
  readonly steps: readonly SiteStep[];
}

/** What verifying a site needs of the world. */
export interface VerifySiteContext extends VerifyContext {
  openSite(place: string): Site;
}

/**
 * Checks a built site from the root to its last file (SPEC section 7): root, registry.yaml, the online key, the
 * checkpoint and its freshness, every file. What was believed is remembered. Errors: `HYPER_ROOT_UNPINNED`,
 * `HYPER_CHECKPOINT_MISSING`, those of sites and of the remembered state; all other faults are findings.
 */
export const verifySite: Operation<VerifySiteInput, VerifySiteData, VerifySiteContext> = {
  id: 'verify.site',
  group: 'trust',
  summary: 'Check a built site against its signed checkpoint',
  async run(context, input) {
    const site = context.openSite(input.site);
    const given = input.root === undefined ? undefined : parseRootDigest(input.root);
    const { loaded, belief } = await believe(context, {
      ...(await openSiteRegistry(site)),
      options: { now: new Moment(context.clock()), verifier: context.verifier },
      given,
      input: { at: undefined, isForgetting: input.isForgetting },
    });
    const registry = loaded.registry.manifest.id ?? '';
    const report = new SiteReport(site.label, loaded);
    if (!report.addChain()) return report.conclude();
    const memory = { remembered: belief.known?.checkpoint, now: context.clock() };
    const read = await readCheckpoint(site, loaded, memory);
    const unsigned = read.kind === 'unsigned' ? read.faults : [];
    if (!report.add('checkpoint', 'checkpoint.json is signed by the online key', unsigned))
      return report.conclude();
    const unreadable = read.kind === 'unreadable' ? read.faults : [];
    if (
      !report.add('checkpoint', 'checkpoint.json can be read in one way', unreadable) ||
      read.kind !== 'read'
    )
      return report.conclude();
    const { checkpoint, shown } = read;
    report.checkpoint = checkpoint;
    const faults = read.faults.map((one): Diagnostic => ({
      ...one,
      severity: isTaken(one.code, input) ? 'warning' : 'error',
      path: CHECKPOINT_PATH,
    }));
    if (!report.add('freshness', 'it is fresh, and follows from what was seen before', faults))
      return report.conclude();
    report.isListed = (await site.list()) !== undefined;
    const wrong = await checkSiteFiles(context, site, checkpoint);
    if (!report.add('files', `${String(checkpoint.files.length)} files are as they were built`, wrong))
      return report.conclude();
    await context.states.update(registry, (state) => remember(state, loaded, shown, input.isForgetting));
    return report.conclude();
  },
};

/** Faults that the user takes on purpose. */
function isTaken(code: Code, { isStaleFine, isForgetting }: VerifySiteInput): boolean {
  if (code === 'HYPER_CHECKPOINT_EXPIRED') return isStaleFine;
  return isForgetting && (code === 'HYPER_CHECKPOINT_ROLLBACK' || code === 'HYPER_CHECKPOINT_FORK');
}

/** What is remembered from now on. What another run has found meanwhile is not put back, unless it is to be forgotten. */
function remember(
  state: ClientState | undefined,
  loaded: LoadedTrust,
  shown: RememberedCheckpoint,
  isForgetting: boolean,
): ClientState {
  const { version, digest: rootDigest } = loaded.trust.root;
  const checkpoint = laterCheckpoint(isForgetting ? undefined : state?.checkpoint, shown);
  const found = chainRevisions(loaded);
  const known = new Map(state?.revisions);
  if (isForgetting) for (const path of found.keys()) known.delete(path);
  const { revisions } = mergeRevisions(known, found);
  const isLaterRoot = state !== undefined && state.rootVersion > version;
  const root = isLaterRoot ? state : { rootVersion: version, rootDigest };
  return { rootVersion: root.rootVersion, rootDigest: root.rootDigest, checkpoint, revisions };
}

/** Collects steps and findings on the way. */
class SiteReport {
  checkpoint: Checkpoint | undefined;
  isListed = false;
  readonly #label: string;
  readonly #loaded: LoadedTrust;
  readonly #steps: SiteStep[] = [];
  readonly #diagnostics: Diagnostic[] = [];

  constructor(label: string, loaded: LoadedTrust) {
    this.#label = label;
    this.#loaded = loaded;
  }

  /** The steps from the pin to registry.yaml; true where all hold. */
  addChain(): boolean {
    for (const { id, title, ok, path, fault } of this.#loaded.trust.steps) {
      this.#steps.push({ id, title, ok, ...(fault === undefined ? {} : { code: fault.code }) });
      if (fault !== undefined) this.#diagnostics.push({ ...fault, severity: 'error', path });
    }
    return this.#loaded.trust.isSound;
  }

  /** One step with its findings; true where it holds. */
  add(id: string, title: string, found: readonly Diagnostic[]): boolean {
    const first = found.find(({ severity }) => severity === 'error');
    this.#diagnostics.push(...found);
    this.#steps.push({
      id,
      title,
      ok: first === undefined,
      ...(first === undefined ? {} : { code: first.code }),
    });
    return first === undefined;
  }

  conclude(): Outcome<VerifySiteData> {
    const { checkpoint } = this;
    const isSound = this.#steps.every(({ ok }) => ok);
    return {
      verdict: isSound ? 'pass' : 'untrusted',
      diagnostics: this.#diagnostics.sort(compareDiagnostics),
      data: {
        site: this.#label,
        registry: this.#loaded.registry.manifest.id ?? null,
        rootVersion: this.#loaded.trust.root.version,
        commit: checkpoint?.commit ?? null,
        sequence: checkpoint?.sequence ?? null,
        time: checkpoint?.time ?? null,
        expiresAt: checkpoint?.expiresAt ?? null,
        files: checkpoint?.files.length ?? 0,
        isListed: this.isListed,
        steps: this.#steps,
      },
    };
  }
}
