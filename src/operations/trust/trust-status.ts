import { Moment, compareText, sortedBy, toOneLine } from '../../core/index.ts';
import { loadSnapshot, loadTrust, pairsOf, parseSigned, readPairs, roleOf } from '../../registry/index.ts';
import type { LoadedTrust, RegistryStore, Snapshot, TreeEntry } from '../../registry/index.ts';
import { ROOT_PATH, formatSigner, judgeFile, rootAuthority, signerKey } from '../../signing/index.ts';
import type { SignedFile, SignerName, SigningStatus } from '../../signing/index.ts';
import { parentOf, parseNamespacePath } from '../../names/index.ts';
import { partiesOf } from '../signing/named-signers.ts';
import type { NamedSigners } from '../signing/named-signers.ts';
import type { Operation } from '../operation.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { openRevision } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import { structuralSigners } from '../signing/signer-standing.ts';
import type { TrustContext } from './trust-context.ts';

export interface TrustStatusInput extends ReadInput {
  /** A revision: only what differs from it is looked at, releases too. Undefined: roots, registry.yaml, namespaces and policies. */
  readonly changedSince: string | undefined;
}

/** One file and one authority that must sign it; a new root has two. */
export interface SigningRow {
  readonly path: string;
  /** In words: `trust root 2`, `namespace org.acme`. */
  readonly authority: string;
  readonly threshold: number;
  readonly signed: readonly string[];
  /** Who could sign; only as many as `needed` of them must. */
  readonly missing: readonly string[];
  readonly needed: number;
  readonly isSigned: boolean;
  /** Signatures that do not count, each with why. */
  readonly refused: readonly { readonly code: string; readonly reason: string }[];
}

/** What one of those who are missing has to run. */
export interface SigningTask {
  readonly signer: string;
  readonly paths: readonly string[];
  readonly command: string;
}

export interface TrustStatusData {
  readonly commit: string | null;
  /** In order of path. */
  readonly rows: readonly SigningRow[];
  /** What the files that wait say of whose signatures will count: what is signed. In order of path. */
  readonly named: readonly NamedSigners[];
  /** One command each, in order of signer. */
  readonly tasks: readonly SigningTask[];
}

/** Says of every file of a signing event who has signed, who is missing, and what each has to run (SPEC section 4). */
export const trustStatus: Operation<TrustStatusInput, TrustStatusData, TrustContext> = {
  id: 'trust.status',
  group: 'trust',
  summary: 'Say who has signed, who is missing, and what each has to run',
  async run(context, input) {
    const { registry, revision } = await openRevision(context, input, 'list');
    const { store } = registry;
    const moment = new Moment(context.now());
    const tell = async (): Promise<Outcome<TrustStatusData>> => {
      const snapshot = await loadSnapshot(store, revision);
      const entries = await entriesOf(store, snapshot, input.changedSince);
      const options = { pin: undefined, now: moment, verifier: context.verifier };
      const loaded = await loadTrust(store, revision, snapshot.index, options);
      const statuses: SigningStatus[] = [];
      const named: NamedSigners[] = [];
      for (const file of await readFiles(store, snapshot, loaded, entries)) {
        const found = statusesOf(file, loaded, snapshot);
        const parties = found.some(({ isSigned }) => !isSigned) ? partiesOf(file.manifest) : undefined;
        if (parties !== undefined)
          named.push({ path: file.path, digest: `sha256:${file.sha256}`, ...parties });
        statuses.push(...found);
      }
      return conclude(revision.commit, statuses, named);
    };
    // What a name means that changes are counted from may be another commit next time.
    if (input.changedSince !== undefined) return tell();
    const question = { operation: 'trust.status', revision, asked: { commit: revision.commit }, moment };
    return keptOutcome(registry, question, tell);
  },
};

async function entriesOf(
  store: RegistryStore,
  { index, revision }: Snapshot,
  changedSince: string | undefined,
): Promise<readonly TreeEntry[]> {
  const control = [index.registry, ...index.trustRoots.filter(({ path }) => path === ROOT_PATH)];
  for (const { manifest, policies } of index.namespaces.values())
    control.push(manifest, ...policies.values());
  const all = control.flatMap((entry) => entry ?? []);
  if (changedSince === undefined) return all;
  for (const { state, releases } of index.artifacts.values()) {
    if (state !== undefined) all.push(state);
    all.push(...releases.values());
  }
  const changes = await store.diffTrees(await store.resolveRevision(changedSince), revision);
  const changed = new Set(changes.map(({ path }) => path.replace(/\.sigstore\.json$/u, '.yaml')));
  return all.filter(({ path }) => changed.has(path));
}

async function readFiles(
  store: RegistryStore,
  { index }: Snapshot,
  { book }: LoadedTrust,
  entries: readonly TreeEntry[],
): Promise<readonly SignedFile[]> {
  const files: SignedFile[] = [];
  const sorted = sortedBy(entries, ({ path }) => path);
  for await (const { entry, bytes, signatureBytes } of readPairs(store, pairsOf(sorted, index))) {
    const parsed = parseSigned(entry.path, bytes && Uint8Array.from(bytes), signatureBytes);
    if (!parsed.ok) continue;
    await book.look(parsed.file);
    files.push(parsed.file);
  }
  return files;
}

/** Who must sign the file, and how far that is; the authorities that count now, and, for a root, the one before too. */
function statusesOf(
  file: SignedFile,
  { trust, kept }: LoadedTrust,
  snapshot: Snapshot,
): readonly SigningStatus[] {
  const { circumstances, root } = trust;
  const role = roleOf(file.path);
  if (role.kind === 'trust-root') {
    const before = kept.get(root.version - 1);
    const own = { ...circumstances, online: [], rule: 'root' as const };
    if (before === undefined) return [judgeFile(file, root.authority, own)];
    const above = rootAuthority(before);
    return [
      judgeFile(file, root.authority, { ...own, others: [above] }),
      judgeFile(file, above, { ...own, others: [root.authority] }),
    ];
  }
  if (role.kind === 'registry') return [judgeFile(file, root.authority, circumstances)];
  if (role.kind === 'namespace') {
    const parsed = parseNamespacePath(role.namespace);
    const parent = parsed.ok ? parentOf(parsed.value) : undefined;
    const above = structuralSigners(snapshot, parent, root.authority);
    const step = trust.namespace(role.namespace).steps.at(-1);
    const status = judgeFile(file, above, { ...circumstances, mayHoldForeign: step?.ok === true });
    // Its own previous version may have signed it in the place of those above.
    return [step?.ok === true ? { ...status, isSigned: true, needed: 0 } : status];
  }
  const isInNamespace = role.kind === 'policy' || role.kind === 'release' || role.kind === 'state';
  const authority = structuralSigners(snapshot, isInNamespace ? role.namespace : undefined, root.authority);
  return [judgeFile(file, authority, circumstances)];
}

function conclude(
  commit: string | null,
  statuses: readonly SigningStatus[],
  named: readonly NamedSigners[],
): Outcome<TrustStatusData> {
  const isFalse = statuses.some(({ refused }) => refused.some(({ isFatal }) => isFatal));
  const isOpen = statuses.some(({ isSigned }) => !isSigned);
  return {
    verdict: isFalse ? 'untrusted' : isOpen ? 'needs-human' : 'pass',
    diagnostics: [],
    data: { commit, rows: statuses.map(toRow), named, tasks: tasksOf(statuses) },
  };
}

function toRow(status: SigningStatus): SigningRow {
  const { path, authority, counted, missing, needed, isSigned, refused } = status;
  return {
    path,
    authority: authority.name,
    threshold: authority.threshold,
    signed: counted.map(({ signer }) => formatSigner(signer)),
    missing: isSigned ? [] : missing.map(formatSigner),
    needed,
    isSigned,
    refused: refused.map(({ code, reason }) => ({ code, reason })),
  };
}

function tasksOf(statuses: readonly SigningStatus[]): readonly SigningTask[] {
  return toTasks(
    statuses.flatMap(({ isSigned, missing, path }) =>
      isSigned ? [] : missing.map((signer) => ({ signer, path })),
    ),
  );
}

/** One command for each signer, with all the files that the one may sign; in order of signer. Pure. */
export function toTasks(
  wanted: readonly { readonly signer: SignerName; readonly path: string }[],
): readonly SigningTask[] {
  const found = new Map<string, { signer: SignerName; paths: Set<string> }>();
  for (const { signer, path } of wanted) {
    const known = found.get(signerKey(signer)) ?? { signer, paths: new Set<string>() };
    known.paths.add(path);
    found.set(signerKey(signer), known);
  }
  const tasks = [...found.values()].map(({ signer, paths }) => {
    const sorted = [...paths].sort(compareText);
    return { signer: formatSigner(signer), paths: sorted, command: commandOf(signer, sorted) };
  });
  return sortedBy(tasks, ({ signer }) => signer);
}

/** The hex digits of a key id that tell it from others in a folder of keys. */
const ID_UNITS = 'sha256:'.length + 16;

function commandOf(signer: SignerName, paths: readonly string[]): string {
  const how = signer.kind === 'key' ? `--key ${signer.keyId.slice(0, ID_UNITS)}` : '--keyless';
  return `hyper sign ${paths.map(toOneLine).join(' ')} ${how}`;
}
