import { HyperError, MAX_MANIFEST_BYTES, Moment, digestOf } from '../../core/index.ts';
import type { Diagnostic, Digest } from '../../core/index.ts';
import type { ChangeSubject } from '../../gate/index.ts';
import { folderOf, indexEntries, loadTrust, pairsOf, roleOf } from '../../registry/index.ts';
import type { LoadedTrust, RegistryIndex, Revision, TreeEntry } from '../../registry/index.ts';
import type { Step, StepFault } from '../../signing/index.ts';
import type { VerifyContext } from '../verify/verify-context.ts';
import { verifyMany } from '../verify/verify-all.ts';
import { toTarget } from '../verify/verify-targets.ts';
import type { OpenedRegistry, ResultCache } from '../world.ts';

/** A change is judged afresh each time: nothing of it is believed from before. */
const FORGETFUL: ResultCache = {
  read: () => undefined,
  write: () => undefined,
  readBytes: () => undefined,
  writeBytes: () => undefined,
};
const ROOT_FILE = 'trust/root.yaml';

/** What is wrong with signatures, and which files have some that hold. */
export interface CheckedSignatures {
  readonly faults: readonly Diagnostic[];
  /** Paths of releases, states and policies that are signed by those who may. */
  readonly verified: ReadonlySet<string>;
}

interface Place {
  readonly registry: OpenedRegistry;
  readonly subject: ChangeSubject;
  readonly now: number;
  readonly verifier: VerifyContext['verifier'];
}

/**
 * What is wrong with the signatures that a change brings. Releases, states and policies are judged by the keys of the merge
 * base; roots, registry.yaml and namespaces by the chain that leads on from the root of the merge base. Where the merge base
 * has no trust root, nothing is signed in this registry, and only what is taken away is told, by another rule.
 */
export async function checkSignatures(place: Place): Promise<CheckedSignatures> {
  const { subject } = place;
  const digest = await rootDigest(place, subject.base, subject.control.index);
  if (digest === undefined || !touchesSigned(subject)) return { faults: [], verified: new Set() };
  const base = await loadChain(place, subject.base, subject.control.index, digest);
  const { faults, verified } = await contentFaults(place, base);
  return { faults: [...faults, ...(await chainFaults(place, base, digest))], verified };
}

function touchesSigned({ files }: ChangeSubject): boolean {
  return files.some(({ role }) => role.kind !== 'other' && role.kind !== 'text' && role.kind !== 'blob');
}

async function rootDigest(
  { registry }: Place,
  revision: Revision,
  { trustRoots }: RegistryIndex,
): Promise<Digest | undefined> {
  const entry = trustRoots.find(({ path }) => path === ROOT_FILE);
  if (entry === undefined || revision.tree === null) return undefined;
  for await (const [blob] of registry.store.readBlobs([entry], MAX_MANIFEST_BYTES)) {
    if (blob?.bytes !== undefined) return digestOf(blob.bytes);
  }
  throw new HyperError('HYPER_FILE_UNREADABLE', `"${ROOT_FILE}" of the merge base is too large`);
}

function loadChain(
  { registry, subject, now, verifier }: Place,
  revision: Revision,
  index: RegistryIndex,
  digest: Digest,
): Promise<LoadedTrust> {
  const namespaces = [
    ...subject.control.index.namespaces.keys(),
    ...subject.nextControl.index.namespaces.keys(),
  ];
  const options = { pin: { digest }, now: new Moment(now), verifier, namespaces };
  return loadTrust(registry.store, revision, index, options);
}

/** Signatures beside releases, states and policies, where either of the two changed. */
async function contentFaults(
  { registry, subject, now }: Place,
  loaded: LoadedTrust,
): Promise<CheckedSignatures> {
  const paths = new Set<string>();
  for (const { path, role } of subject.files) {
    const signs = role.kind === 'signature' ? role.signs : path;
    const { kind } = roleOf(signs);
    if (kind === 'release' || kind === 'state' || kind === 'policy') paths.add(signs);
  }
  if (paths.size === 0) return { faults: [], verified: new Set() };
  const blobs = subject.files.flatMap(({ after }) =>
    after?.manifest?.kind === 'Artifact' ? (after.manifest.content?.path ?? []) : [],
  );
  const folders = new Set([...paths, ...blobs].map(folderOf));
  const listed = await registry.store.listFolders(subject.head, [...folders]);
  const index = indexEntries(listed);
  const entries = listed.filter(({ path }) => paths.has(path));
  const pairs = pairsOf(entries, index).filter(({ signatures }) => signatures !== undefined);
  const { faults } = await verifyMany({
    ...{ store: registry.store, index, verifier: registry.pairVerifier, cache: FORGETFUL, loaded },
    moment: new Moment(now),
    targets: pairs.flatMap((pair) => toTarget(index, pair) ?? []),
    isWhole: false,
    seen: new Map(),
  });
  const verified = new Set(pairs.flatMap(({ entry }) => (faults.has(entry.path) ? [] : [entry.path])));
  return { faults: [...faults].map(([path, fault]) => toDiagnostic(path, fault)), verified };
}

/** Links of the chain that the change touches, and that hold no longer: those that did not before are no news. */
async function chainFaults(place: Place, base: LoadedTrust, digest: Digest): Promise<Diagnostic[]> {
  const { subject } = place;
  const touched = new Set<string>();
  for (const { path, role, status } of subject.files) {
    const signs = role.kind === 'signature' ? role.signs : path;
    const { kind } = roleOf(signs);
    if (status === 'removed' && signs === path) continue;
    if (kind === 'registry' || kind === 'trust-root' || kind === 'namespace') touched.add(signs);
  }
  if (touched.size === 0) return [];
  try {
    const head = await loadChain(place, subject.head, subject.nextControl.index, digest);
    const known = new Set(faultySteps(base, subject.control.index).map(({ path }) => path));
    const bad = faultySteps(head, subject.nextControl.index).filter(
      ({ path }) => touched.has(path) && !known.has(path),
    );
    const byPath = new Map(bad.map((step) => [step.path, step] as const));
    return [...byPath].flatMap(([path, { fault }]) =>
      fault === undefined ? [] : [toDiagnostic(path, fault)],
    );
  } catch (error) {
    if (!(error instanceof HyperError) || !CHAIN_CODES.has(error.code)) throw error;
    return [
      toDiagnostic(ROOT_FILE, { code: error.code, message: error.message, hint: error.hint ?? 'restore it' }),
    ];
  }
}

/** What reading a chain throws where a file of the head is at fault. */
const CHAIN_CODES: ReadonlySet<string> = new Set(['HYPER_TRUST_ROOT_MISSING', 'HYPER_SIGNED_UNREADABLE']);

function faultySteps({ trust }: LoadedTrust, index: RegistryIndex): Step[] {
  const steps = new Set(trust.steps);
  for (const path of index.namespaces.keys()) for (const step of trust.namespace(path).steps) steps.add(step);
  return [...steps].filter(({ fault }) => fault !== undefined);
}

function toDiagnostic(path: TreeEntry['path'], { code, message, hint }: StepFault): Diagnostic {
  return { code, severity: 'error', path, message, hint };
}
