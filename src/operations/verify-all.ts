import { digestOf } from '../core/index.ts';
import { contentFault, parseSigned, readPairs, verifyBlobs } from '../registry/index.ts';
import type {
  LoadedTrust,
  PairVerifier,
  PlainAuthority,
  PlannedPair,
  RegistryIndex,
  RegistryStore,
  VerifyPlan,
} from '../registry/index.ts';
import { faultOfStatus, judgeFile } from '../signing/index.ts';
import type { Authority, StepFault } from '../signing/index.ts';
import { VerifyMemo } from './verify-memo.ts';
import { untrusted } from './verify-one.ts';
import type { VerifyTarget } from './verify-one.ts';
import type { ResultCache } from './world.ts';

/** What verifying many files came to. */
export interface ManyVerified {
  /** By the path of the file that is at fault. */
  readonly faults: ReadonlyMap<string, StepFault>;
  /** Files that are believed. */
  readonly signed: number;
  /** Of these, known from before without looking again. */
  readonly remembered: number;
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
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Verifies many files below the namespaces, streaming: memory is linear in the number of files and small, work is linear.
 * What was verified before, with the same bytes, signers and build of hyper, is not verified again.
 */
export async function verifyMany(input: ManyInput): Promise<ManyVerified> {
  const { loaded, targets, index, now } = input;
  const faults = new Map<string, StepFault>();
  const { plan, planned } = planTargets(input, faults);
  const memo = VerifyMemo.load(input.cache, digestOf(JSON.stringify([plan.registry, plan.online])));
  const blobs = new Set<string>();
  const open: PlannedPair[] = [];
  let signed = 0;
  const accept = (pair: PlannedPair, blob: string): void => {
    const entry = blob === '' ? undefined : index.blobs.get(blob);
    if (blob !== '' && entry === undefined)
      faults.set(
        pair.entry.path,
        contentFault(pair.entry.path, `its content, the blob "${blob}", is not there`),
      );
    else {
      signed += 1;
      if (blob !== '') blobs.add(blob);
    }
  };
  const keys: (string | undefined)[] = [];
  for (const pair of planned) {
    const key = memo.keyOf(pair, plan.authorities[pair.authority]?.digest ?? '');
    const known = memo.recall(key, now);
    if (known === undefined) keys[open.push(pair) - 1] = key;
    else accept(pair, known);
  }
  const remembered = signed;
  const found = await input.verifier.verify(open, plan);
  for (const { number, changesAt, blob } of found.signed) {
    const pair = open[number];
    if (pair === undefined) continue;
    accept(pair, blob);
    memo.keep(keys[number], { changesAt, blob, now });
  }
  for (const { number, fault } of found.refused) faults.set(open[number]?.entry.path ?? '', fault);
  for (const [pair, blob, fault] of await judgeProven(
    input,
    loaded,
    found.unproven.flatMap((number) => open[number] ?? []),
    targets,
  )) {
    if (fault === undefined) accept(pair, blob);
    else faults.set(pair.entry.path, fault);
  }
  for (const [path, fault] of await checkBlobs(input, blobs, memo)) faults.set(path, fault);
  memo.save(input.cache, input.isWhole);
  return { faults, signed, remembered };
}

type Planned = PlannedPair & { readonly namespace: string };
type Plan = VerifyPlan & { readonly authorities: readonly (PlainAuthority & { readonly digest: string })[] };

/** Gives each target the number of its authority; those whose namespace is not believed are refused here. */
function planTargets(
  { loaded, targets, now }: ManyInput,
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
  return { plan: { registry, now, authorities, online: trust.online.map(toPlain) }, planned };
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
): Promise<[PlannedPair, string, StepFault | undefined][]> {
  const found: [PlannedPair, string, StepFault | undefined][] = [];
  const namespaces = new Map(targets.map(({ entry, namespace }) => [entry.path, namespace]));
  let number = 0;
  for await (const { entry, bytes, signatureBytes } of readPairs(store, pairs)) {
    const pair = pairs[number];
    number += 1;
    if (pair === undefined) break;
    const parsed = parseSigned(entry.path, bytes, signatureBytes);
    if (!parsed.ok) {
      found.push([pair, '', parsed.fault]);
      continue;
    }
    await book.look(parsed.file);
    const { authority } = trust.namespace(namespaces.get(entry.path) ?? '');
    const status = judgeFile(parsed.file, authority, trust.circumstances);
    const { manifest } = parsed.file;
    const content = manifest.kind === 'Artifact' ? manifest.content : undefined;
    found.push([
      pair,
      content?.path === undefined ? '' : content.digests.sha256,
      faultOfStatus(status, pair.isStripped),
    ]);
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
