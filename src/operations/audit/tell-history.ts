import type { Diagnostic } from '../../core/index.ts';
import { actsOf, isManifestRole, readChanges, readUnchangedStates, roleOf } from '../../registry/index.ts';
import type {
  Act,
  CommitPerson,
  LoggedCommit,
  ManifestChange,
  Pair,
  CommitLog,
  RegistryStore,
  StateValues,
  TreeChange,
  TreeEntry,
} from '../../registry/index.ts';
import { signaturePathOf } from '../../signing/index.ts';
import type { AuditEvent, StatedSignature } from './audit-event.ts';
import { checkTrailers, claimOf, isClaimed, isStated, targetFolder } from './check-trailers.ts';
import { readStatedSignatures } from './stated-signatures.ts';

/** Commits whose files are read together. */
const COMMITS_AT_ONCE = 256;

export interface HistoryAsked {
  readonly store: RegistryStore;
  readonly commits: CommitLog;
  readonly commit: string;
  /** The folder that is asked about, with a slash at its end; `''` is the whole registry. */
  readonly folder: string;
  readonly progress: (done: number) => void;
}

/** What one commit did in the folder. */
export interface ToldCommit {
  readonly commit: string;
  /** Committer time in whole seconds since 1970. */
  readonly at: number;
  readonly events: readonly AuditEvent[];
  readonly falseTrailers: readonly Diagnostic[];
}

/** Tells a history commit by commit, oldest first; the contents of some commits are in memory at a time. */
export async function* tellHistory(asked: HistoryAsked): AsyncGenerator<ToldCommit> {
  const { store, commits, folder } = asked;
  /** Every file of the registry as the last commit told left it. */
  const files = new Map<string, TreeEntry>();
  let group: LoggedCommit[] = [];
  let done = 0;
  let people: Promise<People> | undefined;
  const whoOf: WhoOf = async ({ commit, parents }) => {
    if (parents.length < 2) return [];
    people ??= commits.contributors(asked.commit);
    return (await people).get(commit) ?? [];
  };
  const tell = async (): Promise<ToldCommit[]> => {
    const told = await tellGroup(store, group, { files, folder, whoOf });
    done += group.length;
    asked.progress(done);
    group = [];
    return told;
  };
  for await (const commit of commits.read(asked.commit)) {
    group.push(commit);
    if (group.length === COMMITS_AT_ONCE) yield* await tell();
  }
  yield* await tell();
}

type People = ReadonlyMap<string, readonly CommitPerson[]>;
type WhoOf = (commit: LoggedCommit) => Promise<readonly CommitPerson[]>;

interface GroupPlace {
  readonly files: Map<string, TreeEntry>;
  readonly folder: string;
  readonly whoOf: WhoOf;
}

async function tellGroup(
  store: RegistryStore,
  group: readonly LoggedCommit[],
  { files, folder, whoOf }: GroupPlace,
): Promise<ToldCommit[]> {
  const asked = new Map(
    group
      .filter((commit) => isAskedFor(commit, folder))
      .map((commit) => [commit, changesToRead(commit, folder)] as const),
  );
  const changes = await readChanges(store, [...asked.values()].flat(), hasWords);
  const told: Pending[] = [];
  let first = 0;
  for (const commit of group) {
    advance(files, commit);
    const own = asked.get(commit);
    if (own === undefined) continue;
    const part = changes.slice(first, first + own.length);
    const unchanged = await readUnchangedStates(store, () => store.resolveRevision(commit.commit), part);
    told.push(toPending(commit, { changes: part, unchanged }, files, folder));
    first += own.length;
  }
  const pairs = told.flatMap(({ acts }) => acts.flatMap(({ pair }) => pair ?? []));
  const signatures = await readStatedSignatures(store, pairs);
  const stated = new Map(pairs.map((pair, index) => [pair, signatures[index]] as const));
  const found: ToldCommit[] = [];
  for (const pending of told) {
    const contributors = pending.acts.length === 0 ? [] : await whoOf(pending.commit);
    found.push(toTold(pending, stated, contributors));
  }
  return found;
}

/** What a claim is held against is the whole commit; without one, what lies outside the folder tells nothing here. */
function changesToRead(commit: LoggedCommit, folder: string): readonly TreeChange[] {
  const { changes } = commit;
  return claimOf(commit) === undefined ? changes.filter(({ path }) => path.startsWith(folder)) : changes;
}

/** That a release came or went says all that its act needs. */
export function hasWords({ status, path }: TreeChange): boolean {
  return status === 'changed' || roleOf(path).kind !== 'release';
}

/** A commit that changes nothing in the folder is read only where it claims something of it. */
function isAskedFor(commit: LoggedCommit, folder: string): boolean {
  return claimOf(commit) !== undefined || commit.changes.some(({ path }) => path.startsWith(folder));
}

function advance(files: Map<string, TreeEntry>, { changes }: LoggedCommit): void {
  for (const { path, after } of changes) {
    if (after === undefined) files.delete(path);
    else files.set(path, after);
  }
}

interface Pending {
  readonly commit: LoggedCommit;
  readonly acts: readonly { readonly act: Act; readonly pair: Pair | undefined }[];
  /** Whether an act of the commit, in the folder or not, is one that its trailers claim. */
  readonly isBorneOut: boolean;
  readonly falseTrailers: readonly Diagnostic[];
}

function toPending(
  commit: LoggedCommit,
  { changes, unchanged }: { readonly changes: readonly ManifestChange[]; readonly unchanged: StateValues },
  files: ReadonlyMap<string, TreeEntry>,
  folder: string,
): Pending {
  const all = actsOf(changes, unchanged);
  const acts = all
    .filter(({ path }) => path.startsWith(folder))
    .map((act) => ({ act, pair: pairOf(act, files) }));
  const claim = claimOf(commit);
  const isOurs = acts.length > 0 || isTargetIn(claim?.target ?? '', folder);
  const isBorneOut = claim !== undefined && all.some((act) => isClaimed(claim, act));
  return { commit, acts, isBorneOut, falseTrailers: isOurs ? checkTrailers(commit, all) : [] };
}

/** Whether what a commit says it acted on lies in the folder. */
function isTargetIn(target: string, folder: string): boolean {
  return `${targetFolder(target)}/`.startsWith(folder);
}

/** The manifest that an act is about, as the commit leaves it, and what signs it; undefined where it is gone. */
function pairOf({ path }: Act, files: ReadonlyMap<string, TreeEntry>): Pair | undefined {
  const role = roleOf(path);
  const file = role.kind === 'signature' ? role.signs : path;
  const entry = files.get(file);
  if (entry === undefined || !isManifestRole(roleOf(file)) || !entry.mode.startsWith('100')) return undefined;
  return { entry, signatures: files.get(signaturePathOf(file)) };
}

function toTold(
  { commit, acts, isBorneOut, falseTrailers }: Pending,
  stated: ReadonlyMap<Pair, StatedSignature | undefined>,
  contributors: readonly CommitPerson[],
): ToldCommit {
  const claim = claimOf(commit);
  const at = new Date(commit.committedAt * 1000).toISOString().replace('.000Z', 'Z');
  const events = acts.map(({ act, pair }): AuditEvent => ({
    at,
    ...{ operation: act.operation, target: act.target, details: act.details },
    ...{ commit: commit.commit, path: act.path, actor: commit.author, contributors },
    signature: pair === undefined ? null : (stated.get(pair) ?? null),
    isStated: claim === undefined ? null : isStated(claim, act, isBorneOut),
  }));
  return { commit: commit.commit, at: commit.committedAt, events, falseTrailers };
}
