import type { Code, Digest, Moment } from '../../core/index.ts';
import type { SignatureBundle } from '../bundle/signature-bundle.ts';
import type { Authority } from './authority.ts';
import type { SigningTime } from './key-window.ts';
import type { SignerName } from './signer.ts';

/** What somebody who can verify certificates, timestamps and log entries found out about a bundle. */
export type OutsideProof =
  | {
      readonly ok: true;
      /** Of the certificate; undefined for a bundle that is signed with a key. */
      readonly identity?: { readonly issuer: string; readonly subject: string };
      /** Verified times at which the signature was there. */
      readonly times: readonly Date[];
    }
  | { readonly ok: false; readonly code: Code; readonly reason: string };

/** The proof that goes with a bundle; undefined where nobody has looked. */
export type OutsideProofs = (bundle: SignatureBundle) => OutsideProof | undefined;

/** What a judgement needs to know besides the file and the authority. */
export interface Circumstances {
  /** The id of registry.yaml. */
  readonly registry: string;
  readonly now: Moment;
  /** What certificates, timestamps and logs prove. */
  readonly proofs: OutsideProofs;
  /** Those who may attest that the registry accepted a file: the online key and the ones before it. */
  readonly online: readonly Authority[];
  /** Authorities whose signatures are known, but do not count here. */
  readonly others?: readonly Authority[];
  /** Signatures of unknown signers do no harm: the file is believed for another reason. */
  readonly mayHoldForeign?: boolean;
  /** Root keys end by versions of the root, others by time. */
  readonly rule?: 'root';
}

/** A signature that counts towards the threshold. */
export interface CountedSignature {
  readonly signer: SignerName;
  readonly time: SigningTime;
  /** Digest of the file before, as the signer says. */
  readonly previous: Digest | undefined;
}

/** A signature that does not count. */
export interface RefusedSignature {
  /** Undefined where it is not known whose it is. */
  readonly signer: SignerName | undefined;
  readonly code: Code;
  readonly reason: string;
  /** Such a signature may stand in no file, however many good ones are beside it. */
  readonly isFatal: boolean;
}

/** Who has signed a file, who has not, and whether that is enough. */
export interface SigningStatus {
  readonly path: string;
  readonly authority: Authority;
  /** Each signer once, in order of their keys and identities. */
  readonly counted: readonly CountedSignature[];
  /** In order of the file. */
  readonly refused: readonly RefusedSignature[];
  /** Who could still sign now, in order of their keys and identities. */
  readonly missing: readonly SignerName[];
  /** How many more must sign; 0 where the threshold is met. */
  readonly needed: number;
  /** The earliest time at which the registry says that it accepted the file. */
  readonly attestedAt: number | undefined;
  /** The file is believed: the threshold is met, and nothing in its signatures is false. */
  readonly isSigned: boolean;
}
