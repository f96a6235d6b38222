import { compareText, toOneLine } from '../core/index.ts';
import type { Digest, Moment } from '../core/index.ts';
import { parseNamespacePath, toFolder } from '../names/index.ts';
import { indexEntries, loadTrust, roleOf } from '../registry/index.ts';
import type { LoadedTrust, PairVerifier, RegistryIndex, Revision, TrustOptions } from '../registry/index.ts';
import type { SeenRevisions, Step, StepFault } from '../signing/index.ts';
import { requireEntries } from './examination.ts';
import { requireNamespace } from './namespace-filter.ts';
import { keptVerdict } from './kept-verdict.ts';
import { openRevision } from './open-snapshot.ts';
import type { Operation } from './operation.ts';
import type { Outcome } from './outcome.ts';
import { verifyMany } from './verify-all.ts';
import { createCheckingVerifier } from './verify-and-check.ts';
import type { VerifyContext } from './verify-context.ts';
import { explainFiles, requireTargets } from './verify-one.ts';
import type { VerifyTarget } from './verify-one.ts';
import { confirmFirstUse, parseRootDigest, recallRoot, requireGivenRoot } from './verify-pin.ts';
import type { Belief } from './verify-pin.ts';
import { isHistory, stepRevisions } from './verify-revisions.ts';
import { conclude, settle } from './verify-run.ts';
import type { Asked, Found, Place, VerifyData, VerifyInput } from './verify-run.ts';
import { allTargets, missingTargets, targetsBelow, targetsOf } from './verify-targets.ts';
import type { OpenedRegistry } from './world.ts';

const NOTHING_SEEN: SeenRevisions = new Map();

/** Says who signed, why that signer is believed, what was covered and when; or which step failed (SPEC section 4). */
export const verify: Operation<VerifyInput, VerifyData, VerifyContext> = {
  id: 'verify',
  group: 'trust',
  summary: 'Check the chain from the trust root to the signatures, and explain it',
  async run(context, input) {
    const given = input.root === undefined ? undefined : parseRootDigest(input.root);
    const { registry, revision } = await openRevision(context, input, 'list');
    return keptVerdict(context, { registry, revision, input }, (watched, moment) =>
      verifyAt(watched, { registry, revision, moment, given, input }),
    );
  },
};

/** Verifies files of a registry as `verify` does; the moment notes for how long a verdict that is `pass` holds. */
export async function verifyFiles(
  context: VerifyContext,
  place: Pick<VerifyInput, 'registry' | 'at' | 'folder'>,
  files: readonly string[],
  moment: Moment,
): Promise<Outcome<VerifyData>> {
  const asked = { target: undefined, namespace: undefined, root: undefined, isForgetting: false };
  const input = { ...place, ...asked, files };
  const { registry, revision } = await openRevision(context, input, 'list');
  return verifyAt(context, { registry, revision, moment, given: undefined, input });
}

interface Run {
  readonly registry: OpenedRegistry;
  readonly revision: Revision;
  readonly moment: Moment;
  readonly given: Digest | undefined;
  readonly input: VerifyInput;
}

async function verifyAt(
  context: VerifyContext,
  { registry, revision, moment, given, input }: Run,
): Promise<Outcome<VerifyData>> {
  const { store } = registry;
  const entries = requireEntries(await store.listTree(revision));
  const index = indexEntries(entries);
  const asked = await findTargets(registry, revision, index, input);
  const namespaces =
    asked.scope === 'registry' ? {} : { namespaces: asked.targets.map(({ namespace }) => namespace) };
  const options = { now: moment, verifier: context.verifier, ...namespaces };
  const { loaded, belief, seen } = await believe(context, {
    registry,
    revision,
    index,
    options,
    given,
    input,
  });
  const place = { registry, revision, index, loaded, seen, moment };
  const isChecking = input.isChecking === true && asked.scope === 'registry';
  const checking = isChecking ? createCheckingVerifier(registry, revision, { entries, index }) : undefined;
  const verifier = checking ?? registry.pairVerifier;
  const found =
    asked.scope === 'file' ? await explain(place, asked.targets) : await summarise(place, asked, verifier);
  const more = await settle(context, { place, asked, belief, found, input });
  return conclude(place, found, more, await checking?.checked());
}

async function findTargets(
  registry: OpenedRegistry,
  revision: Revision,
  index: RegistryIndex,
  { target, namespace, files }: VerifyInput,
): Promise<Asked> {
  if (files !== undefined)
    return {
      scope: 'folder',
      targets: files.flatMap((file) => requireTargets(targetsBelow(index, file), file)),
    };
  if (target === undefined) return { scope: 'registry', targets: allTargets(index) };
  const path = registry.toRegistryPath(target);
  if (path === '') return { scope: 'registry', targets: allTargets(index) };
  const below = path === undefined ? [] : targetsBelow(index, path);
  const isFile = path !== undefined && /\.(?:yaml|sigstore\.json)$/u.test(path);
  if (below.length > 0) return { scope: isFile ? 'file' : 'folder', targets: below };
  if (isFile) return { scope: 'file', targets: requireTargets(chainTargets(index, path), target) };
  const named = parseNamespacePath(target);
  if (named.ok && index.namespaces.has(named.value))
    return { scope: 'folder', targets: requireTargets(targetsBelow(index, toFolder(named.value)), target) };
  const place = namespace === undefined ? undefined : requireNamespace(namespace);
  return { scope: 'file', targets: await targetsOf(registry.store, revision, target, place) };
}

/** Files that are links of the chain themselves: their own step tells. */
function chainTargets(index: RegistryIndex, path: string): VerifyTarget[] {
  const file = path.replace(/\.sigstore\.json$/u, '.yaml');
  const role = roleOf(file);
  const entries = [
    index.registry,
    ...index.trustRoots,
    ...[...index.namespaces.values()].map(({ manifest }) => manifest),
  ];
  const entry = entries.find((one) => one?.path === file);
  if (entry === undefined) return [];
  const namespace = role.kind === 'namespace' ? role.namespace : '';
  return [{ entry, signatures: undefined, namespace, what: '', isStripped: false }];
}

async function believe(
  context: VerifyContext,
  ask: {
    readonly registry: OpenedRegistry;
    readonly revision: Revision;
    readonly index: RegistryIndex;
    readonly options: Omit<TrustOptions, 'pin'>;
    readonly given: Digest | undefined;
    readonly input: VerifyInput;
  },
): Promise<{ loaded: LoadedTrust; belief: Belief; seen: SeenRevisions }> {
  const { registry, revision, index, options, given, input } = ask;
  const first = await loadTrust(registry.store, revision, index, { ...options, pin: undefined });
  const isPast = isHistory(input.at);
  const belief = await recallRoot(context, first.registry.manifest.id ?? '', given, isPast);
  if (given !== undefined) requireGivenRoot(first, given);
  const { pin, known } = belief;
  const seen = isPast || input.isForgetting ? NOTHING_SEEN : (known?.revisions ?? NOTHING_SEEN);
  if (pin !== undefined)
    return { loaded: { ...first, trust: first.trust.seenWith({ pin, seen }) }, belief, seen };
  // A chain that is broken in itself is told as it is; nothing of it is remembered.
  if (first.trust.root.isSound) await confirmFirstUse(context, first);
  return { loaded: first, belief, seen };
}

async function explain(place: Place, targets: readonly VerifyTarget[]): Promise<Found> {
  const { registry, index, loaded, seen } = place;
  const chain = targets.filter(({ what }) => what === '');
  const files = targets.filter(({ what }) => what !== '');
  const steps = await explainFiles(registry.store, index, loaded, files, seen);
  for (const { namespace, entry } of chain) {
    steps.push(...loaded.trust.namespace(namespace).steps);
    for (const { step } of loaded.trust.root.behind) if (step.path === entry.path) steps.push(step);
  }
  const bad = steps.filter(({ ok }) => !ok);
  const refused = [...new Set(bad.map(({ path }) => path))].sort(compareText);
  const signed = new Set(steps.filter(({ id }) => isFileStep(id)).map(({ path }) => path));
  for (const path of refused) signed.delete(path);
  const revisions = stepRevisions(steps);
  const faults = faultsOf(bad);
  return { scope: 'file', steps, signed: signed.size, remembered: 0, refused, faults, revisions };
}

async function summarise(place: Place, { scope, targets }: Asked, verifier: PairVerifier): Promise<Found> {
  const { registry, index, loaded, seen, moment } = place;
  const { trust } = loaded;
  const steps = new Set(trust.steps);
  const namespaces = scope === 'registry' ? [...index.namespaces.keys()] : [];
  for (const namespace of [...namespaces, ...targets.map((one) => one.namespace)]) {
    for (const step of trust.namespace(namespace).steps) steps.add(step);
  }
  const { store, verified: cache } = registry;
  const many = await verifyMany({
    ...{ store, index, verifier, cache, loaded, targets, seen, moment },
    isWhole: scope === 'registry',
  });
  if (scope === 'registry') for (const { step, isDenied } of trust.root.behind) if (isDenied) steps.add(step);
  const chain = [...steps];
  const missing = scope === 'registry' ? missingTargets(index, targets) : [];
  const faults = new Map([...many.faults, ...missing.map((path) => [path, alone(path)] as const)]);
  for (const { path, fault } of chain) if (fault !== undefined && !faults.has(path)) faults.set(path, fault);
  const signedChain = new Set(
    chain.filter(({ id, path }) => isFileStep(id) && !faults.has(path)).map(({ path }) => path),
  );
  const refused = [...faults.keys()].sort(compareText);
  return {
    scope,
    steps: chain,
    signed: many.signed + signedChain.size,
    remembered: many.remembered,
    refused,
    faults,
    revisions: many.revisions,
  };
}

function alone(path: string): StepFault {
  const name = toOneLine(path);
  return {
    code: 'HYPER_SIGNATURE_ALONE',
    message: `"${name}" is signed, and there is no such plain file`,
    hint: `restore it: git checkout HEAD -- ${name}; or take its signatures away too`,
  };
}

function isFileStep(id: Step['id']): boolean {
  return id === 'root' || id === 'registry' || id === 'namespace' || id === 'signature';
}

function faultsOf(steps: readonly Step[]): ReadonlyMap<string, StepFault> {
  const faults = new Map<string, StepFault>();
  for (const { path, fault } of steps) if (fault !== undefined && !faults.has(path)) faults.set(path, fault);
  return faults;
}
