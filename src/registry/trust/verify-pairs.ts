import { parseDocument } from '../../document/index.ts';
import { parseManifest } from '../../manifest/index.ts';
import type { Manifest } from '../../manifest/index.ts';
import { Moment, digestOf, invariant } from '../../core/index.ts';
import { readAuthority, revisionOf } from '../../signing/index.ts';
import type {
  Authority,
  AuthorityPlace,
  Circumstances,
  ListedSigners,
  SeenRevision,
  StepFault,
} from '../../signing/index.ts';
import { roleOf } from '../file-role.ts';
import type { RegistryStore } from '../registry-store.ts';
import { disagreement, unreadable } from './parse-signed.ts';
import { readPairs } from './read-pairs.ts';
import type { Pair, ReadPair } from './read-pairs.ts';
import { verifyFile } from './verify-file.ts';

/** An authority in a form that another thread can read. */
export interface PlainAuthority extends AuthorityPlace {
  readonly listed: ListedSigners;
}

/** What the signatures of many files are judged by, in a form that is cheap to send between threads. */
export interface VerifyPlan {
  /** The id of registry.yaml. */
  readonly registry: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly authorities: readonly PlainAuthority[];
  readonly online: readonly PlainAuthority[];
}

/** A pair with the number of its authority in the plan. */
export interface PlannedPair extends Pair {
  readonly authority: number;
  /** Other releases of the artifact are signed. */
  readonly isStripped: boolean;
}

/** One file that is believed, and what its content must be. */
export interface SignedFinding {
  /** Of the pair in the request. */
  readonly number: number;
  /** Milliseconds since 1970 after which it must be judged again; undefined: never. */
  readonly changesAt: number | undefined;
  /** sha256 in hex of the blob that is its content; the empty text where it has none. */
  readonly blob: string;
  /** Of a file that may change. */
  readonly seen: SeenRevision | undefined;
}

/** What verifying pairs found. */
export interface VerifyFindings {
  readonly signed: readonly SignedFinding[];
  readonly refused: readonly { readonly number: number; readonly fault: StepFault }[];
  /** Numbers of the pairs whose certificates, log entries or timestamps must be looked at. */
  readonly unproven: readonly number[];
}

/** Port: verifies pairs, perhaps on several threads. */
export interface PairVerifier {
  verify(pairs: readonly PlannedPair[], plan: VerifyPlan): Promise<VerifyFindings>;
}

const noProof = (): undefined => undefined;

/** The authorities of a plan, read once. Pure. */
export function authoritiesOf(plan: VerifyPlan): { authorities: Authority[]; circumstances: Circumstances } {
  const read = ({ listed, ...place }: PlainAuthority): Authority => readAuthority(place, listed);
  const { registry, now } = plan;
  const circumstances = { registry, now: new Moment(now), proofs: noProof, online: plan.online.map(read) };
  return { authorities: plan.authorities.map(read), circumstances };
}

/** Reads and verifies pairs one after the other, streaming: no content is kept. */
export async function verifyPairs(
  store: RegistryStore,
  pairs: readonly PlannedPair[],
  plan: VerifyPlan,
  progress?: (done: number) => void,
): Promise<VerifyFindings> {
  const judge = new PairJudge(plan);
  let number = -1;
  for await (const pair of readPairs(store, pairs)) {
    number += 1;
    if (number % 500 === 0) progress?.(number);
    const planned = pairs[number];
    if (planned !== undefined) judge.add(number, planned, pair);
  }
  return judge;
}

/** Verifies pairs that were read, one after the other. */
export class PairJudge implements VerifyFindings {
  readonly signed: SignedFinding[] = [];
  readonly refused: { number: number; fault: StepFault }[] = [];
  readonly unproven: number[] = [];
  readonly #authorities: readonly Authority[];
  readonly #circumstances: Circumstances;

  constructor(plan: VerifyPlan) {
    const { authorities, circumstances } = authoritiesOf(plan);
    this.#authorities = authorities;
    this.#circumstances = circumstances;
  }

  /** Verifies the pair with this number. `known`: the manifest that its bytes are, where somebody has parsed them already. */
  add(number: number, planned: PlannedPair, pair: ReadPair, known?: Manifest): void {
    const authority = this.#authorities[planned.authority];
    invariant(authority !== undefined, 'each pair has its authority in the plan');
    const read = readOne(pair, known);
    if ('fault' in read) {
      this.refused.push({ number, fault: read.fault });
      return;
    }
    const { manifest, bytes } = read;
    const { isStripped } = planned;
    const file = { manifest, bytes, path: pair.entry.path, signatures: pair.signatureBytes, isStripped };
    const verdict = verifyFile(file, authority, this.#circumstances, true);
    if (verdict.kind === 'unproven') this.unproven.push(number);
    else if (verdict.kind === 'refused') this.refused.push({ number, fault: verdict.fault });
    else this.signed.push({ number, changesAt: verdict.changesAt, ...factsOf(manifest, bytes) });
  }
}

function readOne(
  { entry, bytes }: ReadPair,
  known: Manifest | undefined,
): { readonly bytes: Uint8Array; readonly manifest: Manifest } | { readonly fault: StepFault } {
  if (bytes === undefined) return unreadable(entry.path, 'is too large');
  const manifest = known ?? readPlain(bytes);
  if (manifest === undefined) return unreadable(entry.path, 'is no valid manifest');
  const why = disagreement(roleOf(entry.path), manifest);
  return why === undefined ? { bytes, manifest } : unreadable(entry.path, why);
}

function readPlain(bytes: Uint8Array): Manifest | undefined {
  const { document } = parseDocument(bytes);
  return document === undefined ? undefined : parseManifest(document).manifest;
}

/** What the rest of a verification needs of a file that is believed. Pure. */
export function factsOf(manifest: Manifest, bytes: Uint8Array): Pick<SignedFinding, 'blob' | 'seen'> {
  const revision = revisionOf(manifest);
  const seen = revision === undefined ? undefined : { revision, digest: digestOf(bytes) };
  return { blob: blobOf(manifest), seen };
}

/** The blob that holds a release's content. */
function blobOf(manifest: Manifest): string {
  if (manifest.kind !== 'Artifact' || manifest.content?.path === undefined) return '';
  return manifest.content.digests.sha256;
}
