import { Buffer } from 'node:buffer';
import { Moment, toOneLine } from '../../core/index.ts';
import type { LockFault } from '../../lockfile/index.ts';
import { parseNamespacePath, toFolder } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { parseSigned } from '../../registry/index.ts';
import type {
  LoadedTrust,
  PackageFiles,
  PackageKey,
  PackageManifest,
  PackageRegistry,
} from '../../registry/index.ts';
import { faultOfStatus, judgeFile } from '../../signing/index.ts';
import type { StepFault } from '../../signing/index.ts';
import { NOT_ASKED, checkFreshness } from './site-freshness.ts';
import { openSiteRegistry } from '../on-site/site-registry.ts';
import { believe } from '../verify/verify-believe.ts';
import type { VerifyContext } from '../verify/verify-context.ts';
import { untrusted } from '../verify/verify-one.ts';
import { remember } from '../verify/verify-pin.ts';
import { chainRevisions } from '../verify/verify-revisions.ts';

/** What is wrong with the proofs that a site serves: of the chain, or of releases by `namespace/name`. */
export interface SiteFaults {
  readonly chain: readonly LockFault[];
  readonly releases: ReadonlyMap<string, LockFault>;
}

/**
 * Verifies releases from the root that this client believes to their signatures, by the few files that a built site serves
 * for it: the roots, registry.yaml, the namespaces above the releases, and each release with its signatures. What is
 * believed is remembered, so that no older state of these files is believed again (SPEC section 4; ATTACKS S03, S05, S23).
 * A signed checkpoint tells that they are of the present (ATTACKS G02, G03).
 * Errors: `HYPER_ROOT_UNPINNED`, `HYPER_TRUST_ROOT_MISSING`, those of the site.
 */
export async function verifySiteReleases(
  context: VerifyContext,
  packages: PackageRegistry,
  files: PackageFiles,
  keys: readonly PackageKey[],
): Promise<SiteFaults> {
  const namespaces = [...new Set(keys.flatMap(({ reference }) => namespaceIn(reference) ?? []))];
  const { store, index, revision } = await openSiteRegistry(files, namespaces);
  const options = { now: new Moment(context.clock()), verifier: context.verifier };
  const input = { at: undefined, isForgetting: false };
  const ask = { store, index, revision, options, given: undefined, input };
  const { loaded, belief } = await believe(context, ask);
  const { id = '' } = loaded.registry.manifest;
  const stated = (await packages.identity()).id;
  if (stated !== id) return { chain: [otherRegistry(files, stated, id)], releases: new Map() };
  const { trust } = loaded;
  const releases = await judgeReleases(loaded, packages, keys);
  const steps = [...trust.steps, ...namespaces.flatMap((path) => trust.namespace(path).steps)];
  const chain = new Map(steps.flatMap(({ path, fault }) => (fault === undefined ? [] : [[path, fault]])));
  const fresh = trust.isSound
    ? await checkFreshness(files, loaded, belief.known?.checkpoint, context)
    : NOT_ASKED;
  if (trust.root.isSound) {
    const revisions = trust.isSound ? chainRevisions(loaded) : new Map();
    await remember(context, loaded, belief, {
      revisions,
      forgotten: undefined,
      checkpoint: fresh.checkpoint,
    });
  }
  return { chain: [...chain.values(), ...fresh.faults], releases };
}

async function judgeReleases(
  { trust, book }: LoadedTrust,
  packages: PackageRegistry,
  keys: readonly PackageKey[],
): Promise<ReadonlyMap<string, StepFault>> {
  const manifests = await packages.readManifests(keys);
  const artifacts = await packages.readArtifacts(keys.map(({ reference }) => reference));
  const found = new Map<string, StepFault>();
  for (const [at, key] of keys.entries()) {
    const listed = artifacts.get(key.reference)?.releases;
    const isStripped = [...(listed?.values() ?? [])].some(({ signer }) => signer !== undefined);
    const fault = await judge({ trust, book }, key, manifests[at], isStripped);
    if (fault !== undefined) found.set(key.reference, fault);
  }
  return found;
}

async function judge(
  { trust, book }: Pick<LoadedTrust, 'trust' | 'book'>,
  { reference, version }: PackageKey,
  read: PackageManifest | undefined,
  isStripped: boolean,
): Promise<StepFault | undefined> {
  const namespace = namespaceIn(reference);
  // What is not served any more is told as deleted or missing.
  if (read === undefined || namespace === undefined) return undefined;
  const path = `${toFolder(namespace)}/${reference.slice(namespace.length + 1)}/${version}.yaml`;
  const believed = trust.namespace(namespace);
  if (!trust.isSound || !believed.isSound) return untrusted(path, [...trust.steps, ...believed.steps]);
  const parsed = parseSigned(path, Buffer.from(read.text), read.signatures);
  if (!parsed.ok) return parsed.fault;
  await book.look(parsed.file);
  const status = judgeFile(parsed.file, believed.authority, trust.circumstances);
  return faultOfStatus(status, isStripped && read.signatures === undefined);
}

function namespaceIn(reference: string): NamespacePath | undefined {
  const parsed = parseNamespacePath(reference.slice(0, reference.indexOf('/')));
  return parsed.ok ? parsed.value : undefined;
}

/** That a site says that it is one registry, and is signed as another. Pure. */
export function otherRegistry(
  { label }: PackageFiles,
  stated: string | undefined,
  id: string,
): StepFault & { readonly hint: string } {
  const [said, signed] = [toOneLine(stated ?? 'without an id'), toOneLine(id)];
  return {
    code: 'HYPER_SITE_MISMATCH',
    message: `"${toOneLine(label)}" says that it is the registry ${said}, and is signed as ${signed}`,
    hint: 'do not use the site; read the git repository of the registry in its place',
  };
}
