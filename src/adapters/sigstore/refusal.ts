import { ValidationError } from '@sigstore/bundle';
import { VerificationError } from '@sigstore/verify';
import { toOneLine } from '../../core/index.ts';
import type { Code } from '../../core/index.ts';

/** Why a signature was not believed. */
export interface Refusal {
  readonly ok: false;
  readonly code: Code;
  readonly reason: string;
}

type VerificationCode = VerificationError['code'];

const CODES_OF: Readonly<Record<VerificationCode, Code>> = {
  NOT_IMPLEMENTED_ERROR: 'HYPER_KEYLESS_MALFORMED',
  TLOG_ERROR: 'HYPER_KEYLESS_LOG_MISSING',
  TLOG_INCLUSION_PROOF_ERROR: 'HYPER_KEYLESS_LOG_PROOF',
  TLOG_INCLUSION_PROMISE_ERROR: 'HYPER_KEYLESS_LOG_PROOF',
  TLOG_MISSING_INCLUSION_ERROR: 'HYPER_KEYLESS_LOG_PROOF',
  TLOG_BODY_ERROR: 'HYPER_KEYLESS_LOG_ENTRY',
  CERTIFICATE_ERROR: 'HYPER_KEYLESS_CERTIFICATE',
  PUBLIC_KEY_ERROR: 'HYPER_KEYLESS_MALFORMED',
  SIGNATURE_ERROR: 'HYPER_KEYLESS_SIGNATURE',
  TIMESTAMP_ERROR: 'HYPER_KEYLESS_TIME',
};

export function refuse(code: Code, reason: string): Refusal {
  return { ok: false, code, reason: toOneLine(reason) };
}

/**
 * The refusal for whatever the verifier threw. It throws errors of its own for what it expects, and plain ones, even
 * `TypeError`, for material that is broken: none of them may look like a fault of hyper.
 */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof VerificationError) return refuse(CODES_OF[error.code], error.message);
  if (error instanceof ValidationError) return refuse('HYPER_KEYLESS_MALFORMED', error.message);
  const why = error instanceof Error ? error.message : 'unknown';
  return refuse('HYPER_KEYLESS_MALFORMED', `the verification material is broken: ${why}`);
}
