import { digestHex } from '../../core/index.ts';
import type { Moment } from '../../core/index.ts';
import type { Manifest } from '../../manifest/index.ts';
import {
  changesAt,
  faultOfStatus,
  judgeFile,
  judgeLean,
  needsProof,
  toSignedFile,
} from '../../signing/index.ts';
import type { Authority, Circumstances, SigningStatus, StepFault } from '../../signing/index.ts';
import { parseDocument } from '../../document/index.ts';
import { unreadable } from './parse-signed.ts';

/** A manifest that was read and parsed, with what stands beside it. */
export interface VerifiableFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
  readonly signatures: Uint8Array | undefined;
  /** Other releases of the artifact are signed. */
  readonly isStripped: boolean;
}

/** What came of one file. */
export type FileVerdict =
  | {
      readonly kind: 'signed';
      /** Milliseconds since 1970 after which it must be judged again; undefined: never. */
      readonly changesAt: number | undefined;
    }
  | { readonly kind: 'refused'; readonly fault: StepFault }
  /** Certificates, log entries or timestamps must be looked at first. */
  | { readonly kind: 'unproven' };

/** Judges one file below a namespace, the lean way where that is enough. `mayAsk`: a caller will look at proofs. Pure. */
export function verifyFile(
  file: VerifiableFile,
  authority: Authority,
  circumstances: Circumstances,
  mayAsk: boolean,
): FileVerdict {
  const { path, manifest, bytes, signatures } = file;
  const { registry, now } = circumstances;
  if (signatures !== undefined) {
    const lean = judgeLean(
      { path, manifest, signatures, sha256: digestHex(bytes) },
      authority,
      registry,
      now,
    );
    if (lean !== undefined) return { kind: 'signed', changesAt: lean.changesAt };
  }
  const status = strictStatus(file, authority, circumstances, mayAsk);
  if (status === 'unproven') return { kind: 'unproven' };
  if (status === 'unreadable') return { kind: 'refused', fault: unreadable(path, 'is no YAML').fault };
  const fault = faultOfStatus(status, file.isStripped);
  if (fault !== undefined) return { kind: 'refused', fault };
  return { kind: 'signed', changesAt: earliestChange([authority, ...circumstances.online], now) };
}

/** When the first of the keys that may count here ends. */
function earliestChange(authorities: readonly Authority[], now: Moment): number | undefined {
  let earliest: number | undefined;
  for (const { keys } of authorities) {
    for (const { window } of keys.values()) {
      const change = changesAt(window, now);
      if (change !== undefined) earliest = Math.min(earliest ?? change, change);
    }
  }
  return earliest;
}

function strictStatus(
  { path, bytes, manifest, signatures }: VerifiableFile,
  authority: Authority,
  circumstances: Circumstances,
  mayAsk: boolean,
): SigningStatus | 'unproven' | 'unreadable' {
  const value = parseDocument(bytes).document?.value;
  if (value === undefined) return 'unreadable';
  const signed = toSignedFile(path, { bytes, value, manifest }, signatures);
  const bundles = signed.signatures.kind === 'bundles' ? signed.signatures.bundles : [];
  if (mayAsk && bundles.some(needsProof)) return 'unproven';
  return judgeFile(signed, authority, circumstances);
}
