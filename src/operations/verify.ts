import { compareDiagnostics, compareText, toOneLine } from '../core/index.ts';
import type { Diagnostic, Digest } from '../core/index.ts';
import { indexEntries, loadTrust, roleOf } from '../registry/index.ts';
import type { LoadedTrust, RegistryIndex, Revision, TrustOptions } from '../registry/index.ts';
import type { Step, StepFault } from '../signing/index.ts';
import { requireEntries } from './examination.ts';
import { requireNamespace } from './namespace-filter.ts';
import type { Operation } from './operation.ts';
import type { Outcome } from './outcome.ts';
import { verifyMany } from './verify-all.ts';
import type { VerifyContext } from './verify-context.ts';
import { explainFiles, requireTargets } from './verify-one.ts';
import type { VerifyTarget } from './verify-one.ts';
import {
  confirmFirstUse,
  parseRootDigest,
  recallRoot,
  rememberRoot,
  requireGivenRoot,
} from './verify-pin.ts';
import type { Belief } from './verify-pin.ts';
import { allTargets, missingTargets, targetsBelow, targetsOf } from './verify-targets.ts';
import type { OpenedRegistry } from './world.ts';

export interface VerifyInput {
  readonly registry: string | undefined;
  /** A reference, or a file or folder of this machine; undefined: the whole registry. */
  readonly target: string | undefined;
  /** A revision to read in place of the working tree. */
  readonly at: string | undefined;
  /** Where a bare name is looked up first. */
  readonly namespace: string | undefined;
  /** The digest of a trust root that the user vouches for. */
  readonly root: string | undefined;
}

export interface VerifyData {
  /** Full commit id, or null where the working tree differs from every commit. */
  readonly commit: string | null;
  /** The id of the registry. */
  readonly registry: string;
  readonly root: { readonly version: number; readonly digest: Digest };
  readonly scope: 'file' | 'folder' | 'registry';
  /** From the pin to the signatures; without the files of a whole folder or registry, which `refused` tells. */
  readonly steps: readonly Step[];
  /** Files that are believed, those of the chain among them. */
  readonly signed: number;
  /** Of these, known from an earlier run. */
  readonly remembered: number;
  /** Files that are not believed, in order of their paths. */
  readonly refused: readonly string[];
}

/** Says who signed, why that signer is believed, what was covered and when; or which step failed (SPEC section 4). */
export const verify: Operation<VerifyInput, VerifyData, VerifyContext> = {
  id: 'verify',
  group: 'trust',
  summary: 'Check the chain from the trust root to the signatures, and explain it',
  async run(context, input) {
    const given = input.root === undefined ? undefined : parseRootDigest(input.root);
    const registry = await context.openRegistry({ registry: input.registry });
    const { store } = registry;
    const revision = await (input.at === undefined
      ? store.currentRevision('list')
      : store.resolveRevision(input.at));
    const index = indexEntries(requireEntries(await store.listTree(revision)));
    const asked = await findTargets(registry, revision, index, input);
    const namespaces =
      asked.scope === 'registry' ? {} : { namespaces: asked.targets.map(({ namespace }) => namespace) };
    const options = { now: context.clock().getTime(), verifier: context.verifier, ...namespaces };
    const { loaded, belief } = await believe(context, { registry, revision, index, options, given, input });
    const place = { registry, revision, index, loaded, now: options.now };
    const outcome =
      asked.scope === 'file' ? await explain(place, asked.targets) : await summarise(place, asked);
    if (loaded.trust.root.isSound) await rememberRoot(context, loaded, belief);
    return outcome;
  },
};

interface Asked {
  readonly scope: VerifyData['scope'];
  readonly targets: readonly VerifyTarget[];
}

interface Place {
  readonly registry: OpenedRegistry;
  readonly revision: Revision;
  readonly index: RegistryIndex;
  readonly loaded: LoadedTrust;
  readonly now: number;
}

async function findTargets(
  registry: OpenedRegistry,
  revision: Revision,
  index: RegistryIndex,
  { target, namespace }: VerifyInput,
): Promise<Asked> {
  if (target === undefined) return { scope: 'registry', targets: allTargets(index) };
  const path = registry.toRegistryPath(target);
  if (path === '') return { scope: 'registry', targets: allTargets(index) };
  const below = path === undefined ? [] : targetsBelow(index, path);
  const isFile = path !== undefined && /\.(?:yaml|sigstore\.json)$/u.test(path);
  if (below.length > 0) return { scope: isFile ? 'file' : 'folder', targets: below };
  if (isFile) return { scope: 'file', targets: requireTargets(chainTargets(index, path), target) };
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
): Promise<{ loaded: LoadedTrust; belief: Belief }> {
  const { registry, revision, index, options, given, input } = ask;
  const first = await loadTrust(registry.store, revision, index, { ...options, pin: undefined });
  const belief = await recallRoot(context, first.registry.manifest.id ?? '', given, input.at !== undefined);
  if (given !== undefined) requireGivenRoot(first, given);
  if (belief.pin !== undefined)
    return { loaded: { ...first, trust: first.trust.withPin(belief.pin) }, belief };
  // A chain that is broken in itself is told as it is; nothing of it is remembered.
  if (first.trust.root.isSound) await confirmFirstUse(context, first);
  return { loaded: first, belief };
}

async function explain(place: Place, targets: readonly VerifyTarget[]): Promise<Outcome<VerifyData>> {
  const { registry, index, loaded } = place;
  const chain = targets.filter(({ what }) => what === '');
  const files = targets.filter(({ what }) => what !== '');
  const steps = await explainFiles(registry.store, index, loaded, files);
  for (const { namespace } of chain) steps.push(...loaded.trust.namespace(namespace).steps);
  const bad = steps.filter(({ ok }) => !ok);
  const refused = [...new Set(bad.map(({ path }) => path))].sort(compareText);
  const signed = new Set(steps.filter(({ id }) => isFileStep(id)).map(({ path }) => path));
  for (const path of refused) signed.delete(path);
  return conclude(
    place,
    { scope: 'file', steps, signed: signed.size, remembered: 0, refused },
    faultsOf(bad),
  );
}

async function summarise(place: Place, { scope, targets }: Asked): Promise<Outcome<VerifyData>> {
  const { registry, index, loaded, now } = place;
  const { trust } = loaded;
  const steps = new Set(trust.steps);
  const namespaces = scope === 'registry' ? [...index.namespaces.keys()] : [];
  for (const namespace of [...namespaces, ...targets.map((one) => one.namespace)]) {
    for (const step of trust.namespace(namespace).steps) steps.add(step);
  }
  const { store, verified: cache, pairVerifier: verifier } = registry;
  const many = await verifyMany({
    ...{ store, index, verifier, cache, loaded, targets, now },
    isWhole: scope === 'registry',
  });
  const chain = [...steps];
  const missing = scope === 'registry' ? missingTargets(index) : [];
  const faults = new Map([...many.faults, ...missing.map((path) => [path, alone(path)] as const)]);
  for (const { path, fault } of chain) if (fault !== undefined && !faults.has(path)) faults.set(path, fault);
  const signedChain = new Set(
    chain.filter(({ id, path }) => isFileStep(id) && !faults.has(path)).map(({ path }) => path),
  );
  const refused = [...faults.keys()].sort(compareText);
  const found = {
    scope,
    steps: chain,
    signed: many.signed + signedChain.size,
    remembered: many.remembered,
    refused,
  };
  return conclude(place, found, faults);
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

function conclude(
  { revision, loaded }: Place,
  found: Pick<VerifyData, 'scope' | 'steps' | 'signed' | 'remembered' | 'refused'>,
  faults: ReadonlyMap<string, StepFault>,
): Outcome<VerifyData> {
  const { version, digest } = loaded.trust.root;
  const { registry } = loaded.trust.circumstances;
  const diagnostics = [...faults].map(([path, { code, message, hint }]): Diagnostic => ({
    code,
    severity: 'error',
    path,
    message,
    hint,
  }));
  return {
    verdict: diagnostics.length > 0 ? 'untrusted' : 'pass',
    diagnostics: diagnostics.sort(compareDiagnostics),
    data: { commit: revision.commit, registry, root: { version, digest }, ...found },
  };
}
