import { digestOf } from '../../core/index.ts';
import type { Moment } from '../../core/index.ts';
import { contentFault, factsOf, parseSigned, readPairs, verifyBlobs } from '../../registry/index.ts';
import type {
  LoadedTrust,
  PairVerifier,
  PlainAuthority,
  PlannedPair,
  RegistryIndex,
  RegistryStore,
  VerifyPlan,
} from '../../registry/index.ts';
import { faultOfRevision, faultOfStatus, judgeFile } from '../../signing/index.ts';
import type { Authority, SeenRevision, SeenRevisions, StepFault } from '../../signing/index.ts';
import { VerifyMemo } from './verify-memo.ts';
import type { KnownFile } from './verify-memo.ts';
import { untrusted } from './verify-one.ts';
import type { VerifyTarget } from './verify-one.ts';
import type { ResultCache } from '../world.ts';

/** What verifying many files came to. */
export interface ManyVerified {
  /** By the path of the file that is at fault. */
  readonly faults: ReadonlyMap<string, StepFault>;
  /** Files that are believed. */
  readonly signed: number;
  /** Of these, known from before without looking again. */
  readonly remembered: number;
  /** Of the believed files that may change. */
  readonly revisions: SeenRevisions;
}

export interface ManyInput {
  readonly store: RegistryStore;
  readonly index: RegistryIndex;
  readonly verifier: PairVerifier;
  readonly cache: ResultCache;
  readonly loaded: LoadedTrust;
  readonly targets: readonly VerifyTarget[];
  /** The targets are all there are. */
  readonly isWhole: boolean;
  /** The newest revisions that this client has believed. */
  readonly seen: SeenRevisions;
  readonly moment: Moment;
}

/**
 * Verifies many files below the namespaces, streaming: memory is linear in the number of files and small, work is linear.
 * What was verified before, with the same bytes, signers and build of hyper, is not verified again.
 */
export async function verifyMany(input: ManyInput): Promise<ManyVerified> {
  const { loaded, targets, moment } = input;
  const now = moment.start;
  const tally = new Tally(input);
  const { plan, planned } = planTargets(input, tally.faults);
  const memo = VerifyMemo.load(input.cache, digestOf(JSON.stringify([plan.registry, plan.online])));
  const open: PlannedPair[] = [];
  const keys: (string | undefined)[] = [];
  for (const pair of planned) {
    const key = memo.keyOf(pair, plan.authorities[pair.authority]?.digest ?? '');
    const known = memo.recall(key, now);
    if (known === undefined) keys[open.push(pair) - 1] = key;
    else {
      if (known.until !== undefined) moment.holdUntil(known.until);
      tally.accept(pair, known);
    }
  }
  const remembered = tally.signed;
  const found = await input.verifier.verify(open, plan);
  for (const one of found.signed) {
    const pair = open[one.number];
    if (pair === undefined) continue;
    tally.accept(pair, one);
    if (one.changesAt !== undefined) moment.holdUntil(one.changesAt);
    memo.keep(keys[one.number], one.changesAt, one, now);
  }
  for (const { number, fault } of found.refused) tally.faults.set(open[number]?.entry.path ?? '', fault);
  const unproven = found.unproven.flatMap((number) => open[number] ?? []);
  for (const [pair, known] of await judgeProven(input, loaded, unproven, targets)) {
    if ('code' in known) tally.faults.set(pair.entry.path, known);
    else tally.accept(pair, known);
  }
  for (const [path, fault] of await checkBlobs(input, tally.blobs, memo)) tally.faults.set(path, fault);
  memo.save(input.cache, input.isWhole);
  const { faults, signed, revisions } = tally;
  return { faults, signed, remembered, revisions };
}

/** What became of each file so far. */
class Tally {
  readonly faults = new Map<string, StepFault>();
  readonly revisions = new Map<string, SeenRevision>();
  /** Hex sha256 of the content that is to be looked at. */
  readonly blobs = new Set<string>();
  signed = 0;
  readonly #input: Pick<ManyInput, 'index' | 'seen'>;

  constructor(input: Pick<ManyInput, 'index' | 'seen'>) {
    this.#input = input;
  }

  /** A file whose signatures are good: believed, unless its content is gone or a newer revision was seen. */
  accept({ entry: { path } }: PlannedPair, { blob, seen }: KnownFile): void {
    const fault =
      blob !== '' && !this.#input.index.blobs.has(blob)
        ? contentFault(path, `its content, the blob "${blob}", is not there`)
        : seen && faultOfRevision(path, seen, this.#input.seen.get(path));
    if (fault !== undefined) {
      this.faults.set(path, fault);
      return;
    }
    this.signed += 1;
    if (blob !== '') this.blobs.add(blob);
    if (seen !== undefined) this.revisions.set(path, seen);
  }
}

type Planned = PlannedPair & { readonly namespace: string };
type Plan = VerifyPlan & { readonly authorities: readonly (PlainAuthority & { readonly digest: string })[] };

/** Gives each target the number of its authority; those whose namespace is not believed are refused here. */
function planTargets(
  { loaded, targets, moment }: ManyInput,
  faults: Map<string, StepFault>,
): { plan: Plan; planned: readonly Planned[] } {
  const { trust } = loaded;
  const authorities: (PlainAuthority & { digest: string })[] = [];
  const numbers = new Map<Authority, number>();
  const planned: Planned[] = [];
  for (const target of targets) {
    const believed = trust.namespace(target.namespace);
    if (!trust.isSound || !believed.isSound) {
      faults.set(target.entry.path, untrusted(target.entry.path, [...trust.steps, ...believed.steps]));
      continue;
    }
    const { authority } = believed;
    const known = numbers.get(authority);
    const number = known ?? authorities.push({ ...toPlain(authority), digest: authority.digest }) - 1;
    if (known === undefined) numbers.set(authority, number);
    const { entry, signatures, isStripped, namespace } = target;
    planned.push({ entry, signatures, isStripped, namespace, authority: number });
  }
  const { registry } = trust.circumstances;
  return { plan: { registry, now: moment.start, authorities, online: trust.online.map(toPlain) }, planned };
}

function toPlain({ kind, name, path, listed }: Authority): PlainAuthority {
  return { kind, name, path, listed };
}

/** Looks at certificates, log entries and timestamps, then judges by what they prove. */
async function judgeProven(
  { store }: ManyInput,
  { trust, book }: LoadedTrust,
  pairs: readonly PlannedPair[],
  targets: readonly VerifyTarget[],
): Promise<[PlannedPair, KnownFile | StepFault][]> {
  const found: [PlannedPair, KnownFile | StepFault][] = [];
  if (pairs.length === 0) return found;
  const namespaces = new Map(targets.map(({ entry, namespace }) => [entry.path, namespace]));
  let number = 0;
  for await (const { entry, bytes, signatureBytes } of readPairs(store, pairs)) {
    const pair = pairs[number];
    number += 1;
    if (pair === undefined) break;
    const parsed = parseSigned(entry.path, bytes, signatureBytes);
    if (!parsed.ok) {
      found.push([pair, parsed.fault]);
      continue;
    }
    const { file } = parsed;
    await book.look(file);
    const { authority } = trust.namespace(namespaces.get(entry.path) ?? '');
    const status = judgeFile(file, authority, trust.circumstances);
    found.push([pair, faultOfStatus(status, pair.isStripped) ?? factsOf(file.manifest, file.bytes)]);
  }
  return found;
}

async function checkBlobs(
  { store, index }: ManyInput,
  hexes: ReadonlySet<string>,
  memo: VerifyMemo,
): Promise<ReadonlyMap<string, StepFault>> {
  const wanted = [...hexes].flatMap((hex) => {
    const entry = index.blobs.get(hex);
    return entry === undefined || memo.knowsBlob(hex, entry.oid) ? [] : [{ hex, entry }];
  });
  const faults = await verifyBlobs(store, wanted);
  for (const { hex, entry } of wanted) if (!faults.has(entry.path)) memo.keepBlob(hex, entry.oid);
  return faults;
}
