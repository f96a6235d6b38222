import { Buffer } from 'node:buffer';
import { HyperError, MAX_MANIFEST_BYTES, Moment, toOneLine } from '../../core/index.ts';
import type { Diagnostic, Digest } from '../../core/index.ts';
import type { BuiltSite } from '../../registry/index.ts';
import { signaturePathOf } from '../../signing/index.ts';
import { otherRegistry } from '../deps/site-chain.ts';
import { NOT_ASKED, checkFreshness } from '../deps/site-freshness.ts';
import { requireNamespace } from '../namespace-filter.ts';
import type { Outcome } from '../outcome.ts';
import { openSiteRegistry } from './site-registry.ts';
import { believe } from '../verify/verify-believe.ts';
import type { VerifyContext } from '../verify/verify-context.ts';
import { explainTargets } from '../verify/verify-explain.ts';
import { remember } from '../verify/verify-pin.ts';
import { chainRevisions } from '../verify/verify-revisions.ts';
import { conclude } from '../verify/verify-run.ts';
import type { VerifyData, VerifyInput } from '../verify/verify-run.ts';
import { targetsBelow } from '../verify/verify-targets.ts';
import { findOnSite } from './find-on-site.ts';
import { readOnSite } from './get-on-site.ts';
import type { SiteRelease } from './get-on-site.ts';

interface SiteAsked {
  readonly given: Digest | undefined;
  readonly input: VerifyInput;
}

const SIGNATURE_FACTOR = 16;

/**
 * `verify` of a release of a built site: from the root that this client believes to the signatures of the release, by the few
 * files that the site serves for it; where the registry signs its sites, these are the ones of the newest checkpoint.
 * Errors: `HYPER_SITE_UNTOLD` for anything but a release, `HYPER_SITE_MISMATCH`, `HYPER_TRUST_ROOT_MISSING`,
 * `HYPER_ROOT_UNPINNED`.
 */
export async function verifyOnSite(
  context: VerifyContext,
  site: BuiltSite,
  { given, input }: SiteAsked,
): Promise<Outcome<VerifyData>> {
  const { target, namespace, isForgetting } = input;
  if (target === undefined) throw onlyReleases();
  const identity = await site.identity();
  if (identity.rootVersion === undefined) throw unsigned(site);
  const place = namespace === undefined ? {} : { namespace: requireNamespace(namespace) };
  const found = await findOnSite(site, target, place);
  const release = await readOnSite(site, found);
  const { store, index, revision } = await openSiteRegistry(
    site.files,
    [requireNamespace(release.artifact.namespace)],
    await filesOf(site, release),
  );
  const options = { now: new Moment(context.clock()), verifier: context.verifier };
  const ask = { store, revision, index, options, given, input };
  const { loaded, belief, seen } = await believe(context, ask);
  const { id = '' } = loaded.registry.manifest;
  if (identity.id !== id) throw toError(otherRegistry(site.files, identity.id, id));
  const signed = await isSignedElsewhere(site, release);
  const targets = targetsBelow(index, release.entry.path).map((one) => ({
    ...one,
    isStripped: one.signatures === undefined && signed,
  }));
  const explained = await explainTargets({ store, index, loaded, seen }, targets);
  const { trust } = loaded;
  const known = belief.known?.checkpoint;
  const fresh = trust.isSound ? await checkFreshness(site.files, loaded, known, context) : NOT_ASKED;
  if (trust.root.isSound) {
    const revisions = trust.isSound
      ? new Map([...chainRevisions(loaded), ...explained.revisions])
      : new Map();
    const forgotten = isForgetting ? new Set(revisions.keys()) : undefined;
    await remember(context, loaded, belief, { revisions, forgotten, checkpoint: fresh.checkpoint });
  }
  const told = fresh.faults.map(({ code, message, hint }): Diagnostic => {
    return { code, severity: 'error', message, ...(hint === undefined ? {} : { hint }) };
  });
  const at = { ...revision, commit: identity.commit ?? null };
  return conclude({ revision: at, loaded }, explained, [...told, untold(release)]);
}

/** The release, its signatures and its content as far as the registry keeps it, at their places in the repository. */
async function filesOf(
  site: BuiltSite,
  { entry, text, json, manifest }: SiteRelease,
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>([[entry.path, Buffer.from(text)]]);
  const signatures = json.textOrNull('signatures');
  if (signatures !== null && signatures.length <= SIGNATURE_FACTOR * MAX_MANIFEST_BYTES)
    files.set(signaturePathOf(entry.path), Buffer.from(signatures));
  const { path, size } = manifest.content ?? {};
  if (path !== undefined) {
    const bytes = await site.files.read(path, size ?? MAX_BLOB_BYTES);
    if (bytes !== undefined) files.set(path, bytes);
  }
  return files;
}

/** Of a blob that says no size. */
const MAX_BLOB_BYTES = 64 * 1024 * 1024;

/** Whether the site names signers of any release of the artifact: then one without signatures was stripped of them. */
async function isSignedElsewhere(site: BuiltSite, { artifact }: SiteRelease): Promise<boolean> {
  const { reference } = artifact;
  const releases = (await site.readArtifacts([reference])).get(reference)?.releases.values() ?? [];
  return [...releases].some(({ signer }) => signer !== undefined);
}

/** A site does not carry what signs the state of an artifact. */
function untold({ artifact }: SiteRelease): Diagnostic {
  return {
    code: 'HYPER_SITE_UNTOLD',
    severity: 'info',
    message: `what became of "${toOneLine(artifact.reference)}" since, a yank or a deprecation, is not proven by a built site`,
    hint: 'the checkpoint of a signed site covers it: hyper verify --site',
  };
}

function onlyReleases(): HyperError {
  return new HyperError(
    'HYPER_SITE_UNTOLD',
    'of a built site one release is verified, or the site as a whole',
    {
      hint: 'hyper verify NAMESPACE/NAME@VERSION --registry SITE, or hyper verify --site SITE',
    },
  );
}

function unsigned({ files }: BuiltSite): HyperError {
  return new HyperError(
    'HYPER_TRUST_ROOT_MISSING',
    `"${toOneLine(files.label)}" is the site of a registry without a trust root: nothing proves who signed`,
    { hint: 'ask the keepers of the registry for one: hyper trust init' },
  );
}

function toError({ code, message, hint }: ReturnType<typeof otherRegistry>): HyperError {
  return new HyperError(code, message, { hint });
}
