import { compareText, toOneLine } from '../../core/index.ts';
import type { Digest, Moment } from '../../core/index.ts';
import { parseNamespacePath, toFolder } from '../../names/index.ts';
import { indexEntries, roleOf } from '../../registry/index.ts';
import type { PairVerifier, RegistryIndex, Revision } from '../../registry/index.ts';
import type { StepFault } from '../../signing/index.ts';
import { requireEntries } from '../validate/examination.ts';
import { requireNamespace } from '../namespace-filter.ts';
import { keptVerdict } from './kept-verdict.ts';
import { siteOf } from '../on-site/site-of.ts';
import { openRevision } from '../open-snapshot.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';
import { verifyMany } from './verify-all.ts';
import { believe } from './verify-believe.ts';
import { explainTargets, isFileStep } from './verify-explain.ts';
import { createCheckingVerifier } from './verify-and-check.ts';
import type { VerifyContext } from './verify-context.ts';
import { requireTargets } from './verify-one.ts';
import type { VerifyTarget } from './verify-one.ts';
import { parseRootDigest } from './verify-pin.ts';
import { conclude, settle } from './verify-run.ts';
import type { Asked, Found, Place, VerifyData, VerifyInput } from './verify-run.ts';
import { allTargets, missingTargets, targetsBelow, targetsOf } from './verify-targets.ts';
import type { OpenedRegistry } from '../world.ts';

/** Says who signed, why that signer is believed, what was covered and when; or which step failed (SPEC section 4). */
export const verify: Operation<VerifyInput, VerifyData, VerifyContext> = {
  id: 'verify',
  group: 'trust',
  summary: 'Check the chain from the trust root to the signatures, and explain it',
  async run(context, input) {
    const given = input.root === undefined ? undefined : parseRootDigest(input.root);
    const site = await siteOf(context, input);
    if (site !== undefined)
      return (await import('../on-site/verify-on-site.ts')).verifyOnSite(context, site, { given, input });
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
  const { loaded, belief, seen } = await believe(context, { store, revision, index, options, given, input });
  const place = { registry, revision, index, loaded, seen, moment };
  const isChecking = input.isChecking === true && asked.scope === 'registry';
  const checking = isChecking ? createCheckingVerifier(registry, revision, { entries, index }) : undefined;
  const verifier = checking ?? registry.pairVerifier;
  const found =
    asked.scope === 'file'
      ? await explainTargets({ store, index, loaded, seen }, asked.targets)
      : await summarise(place, asked, verifier);
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
