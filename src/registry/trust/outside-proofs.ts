import { needsProof } from '../../signing/index.ts';
import type {
  KeylessVerifier,
  OutsideProof,
  OutsideProofs,
  PublicKey,
  SignatureBundle,
  SignedFile,
  TimeVerifier,
} from '../../signing/index.ts';

/** Verifies certificates, log entries and timestamps. */
export type OutsideVerifier = KeylessVerifier & TimeVerifier;

/** Keeps what certificates, log entries and timestamps prove, so that judging a chain stays pure. */
export class ProofBook {
  readonly #verifier: (() => Promise<OutsideVerifier>) | undefined;
  readonly #proofs = new Map<string, OutsideProof>();
  readonly #keys = new Map<string, PublicKey>();
  /** Bundles, by the hint of a key that was not known when they were looked at. */
  readonly #unknown = new Map<string, string[]>();

  /** The verifier is asked for only when a signature needs it. */
  constructor(verifier: (() => Promise<OutsideVerifier>) | undefined) {
    this.#verifier = verifier;
  }

  /** Keys by which a hint may be understood; an id names one key only, so it does not matter who lists it. What was looked
   *  at without knowing its key is looked at again. */
  learn(keys: Iterable<PublicKey>): void {
    for (const key of keys) {
      this.#keys.set(key.keyId, key);
      for (const json of this.#unknown.get(key.keyId) ?? []) this.#proofs.delete(json);
      this.#unknown.delete(key.keyId);
    }
  }

  /** What has been looked at so far. */
  readonly proofs: OutsideProofs = (bundle) => this.#proofs.get(bundle.json);

  /** Looks at the signatures of a file that need it. */
  async look({ signatures }: Pick<SignedFile, 'signatures'>): Promise<void> {
    if (signatures.kind !== 'bundles' || this.#verifier === undefined) return;
    for (const bundle of signatures.bundles) {
      if (!needsProof(bundle) || this.#proofs.has(bundle.json)) continue;
      const proof = await this.#prove(await this.#verifier(), bundle);
      if (proof !== undefined) this.#proofs.set(bundle.json, proof);
    }
  }

  async #prove(verifier: OutsideVerifier, bundle: SignatureBundle): Promise<OutsideProof | undefined> {
    if (bundle.material.kind === 'certificate') {
      const outcome = await verifier.verify(bundle);
      if (!outcome.ok) return outcome;
      const { issuer, subject, times } = outcome;
      return { ok: true, identity: { issuer, subject }, times };
    }
    const { hint } = bundle.material;
    const key = this.#keys.get(hint);
    if (key === undefined) {
      // An unknown key is foreign whatever its witnesses say.
      this.#unknown.set(hint, [...(this.#unknown.get(hint) ?? []), bundle.json]);
      return { ok: true, times: [] };
    }
    return verifier.verifyTimes(bundle, key);
  }
}
