import type { Code, Moment } from '../../core/index.ts';

/** How far a signature's time may lie ahead of the clock (ATTACKS S21). */
export const MAX_CLOCK_SKEW_MS = 5 * 60 * 1000;

/** When a key counts; milliseconds since 1970. */
export interface KeyWindow {
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
  readonly revokedAt: number | undefined;
  /** From here on somebody else may have held the key. */
  readonly compromisedSince: number | undefined;
}

/** When a signature was made; milliseconds since 1970. */
export interface SigningTime {
  /** What the signer says: a claim. */
  readonly claimed: number;
  /** By when it certainly was there: the earliest time that a timestamp, a log or the registry vouches for. */
  readonly proven: number | undefined;
  /** By when the registry had accepted the file, whoever signed it since: it shows how old the file is, not the signature. */
  readonly accepted?: number | undefined;
}

/** Why a signature does not count by its time. */
export interface TimeRefusal {
  readonly code: Code;
  readonly reason: string;
}

/** Reads the times of a listed key; a time that is no time closes the window. Pure. */
export function toWindow(listed: {
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
  readonly compromisedSince?: string;
}): KeyWindow {
  return {
    createdAt: parseTime(listed.createdAt) ?? Number.POSITIVE_INFINITY,
    expiresAt: endOf(listed.expiresAt),
    revokedAt: endOf(listed.revokedAt),
    compromisedSince: endOf(listed.compromisedSince),
  };
}

function endOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : (parseTime(text) ?? Number.NEGATIVE_INFINITY);
}

const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z$/u;

/** Milliseconds since 1970 of a moment in UTC as manifests write it; undefined for anything else and before 1970. Pure. */
export function parseTime(text: string): number | undefined {
  const time = TIME.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) || time < 0 ? undefined : time;
}

/** A moment as manifests write it, in whole seconds where it is one. Pure. */
export function formatTime(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

/**
 * Whether a signature of this time counts under a key of this window, seen from `now` (SPEC section 4): a key that has
 * ended keeps only what was provably signed before. Undefined where it counts. Pure.
 * Codes: `HYPER_SIGNATURE_FUTURE`, `HYPER_SIGNATURE_EARLY`, `HYPER_SIGNATURE_COMPROMISED`, `HYPER_SIGNATURE_REVOKED`,
 * `HYPER_SIGNATURE_EXPIRED`.
 */
export function judgeTime(window: KeyWindow, time: SigningTime, now: Moment): TimeRefusal | undefined {
  const future = judgeFuture(time, now);
  if (future !== undefined) return future;
  const { createdAt, expiresAt, revokedAt, compromisedSince } = window;
  // A proof says "no later than", so it can only show that a signature is too old, never that it is young enough. That the
  // file was accepted before says nothing of it: a newer key may sign what an older one has signed.
  if (Math.min(time.claimed, time.proven ?? time.claimed) < createdAt)
    return { code: 'HYPER_SIGNATURE_EARLY', reason: `the key counts from ${showTime(createdAt)} on` };
  if (compromisedSince !== undefined && !isBefore(time, compromisedSince))
    return {
      code: 'HYPER_SIGNATURE_COMPROMISED',
      reason: `others may hold the key since ${showTime(compromisedSince)}, and nothing proves that it was signed before`,
    };
  if (revokedAt !== undefined && !isBefore(time, revokedAt) && now.hasReached(revokedAt))
    return {
      code: 'HYPER_SIGNATURE_REVOKED',
      reason: `the key was revoked at ${showTime(revokedAt)}, and nothing proves that it was signed before`,
    };
  if (expiresAt !== undefined && !isBefore(time, expiresAt) && now.hasReached(expiresAt))
    return {
      code: 'HYPER_SIGNATURE_EXPIRED',
      reason: `the key ended at ${showTime(expiresAt)}, and nothing proves that it was signed before`,
    };
  return undefined;
}

/**
 * As `judgeTime` for the keys of a trust root, whose versions end them and not the clock: what a root names as revoked
 * never counts, and the rest counts when the claimed time lies within its window. Pure.
 */
export function judgeRootTime(window: KeyWindow, time: SigningTime, now: Moment): TimeRefusal | undefined {
  const future = judgeFuture(time, now);
  if (future !== undefined) return future;
  const { createdAt, expiresAt, revokedAt, compromisedSince } = window;
  if (compromisedSince !== undefined)
    return { code: 'HYPER_SIGNATURE_COMPROMISED', reason: 'the root says that others may hold the key' };
  if (revokedAt !== undefined)
    return { code: 'HYPER_SIGNATURE_REVOKED', reason: 'the root says that the key is revoked' };
  if (time.claimed < createdAt)
    return { code: 'HYPER_SIGNATURE_EARLY', reason: `the key counts from ${showTime(createdAt)} on` };
  if (expiresAt !== undefined && time.claimed >= expiresAt)
    return { code: 'HYPER_SIGNATURE_EXPIRED', reason: `the key ended at ${showTime(expiresAt)}` };
  return undefined;
}

function judgeFuture({ claimed, proven }: SigningTime, now: Moment): TimeRefusal | undefined {
  const latest = Math.max(claimed, proven ?? claimed);
  if (hasBegun(latest, now)) return undefined;
  return {
    code: 'HYPER_SIGNATURE_FUTURE',
    reason: `it says that it was made at ${showTime(latest)}, and it is ${showTime(now.exact)}`,
  };
}

/** Whether a time has come, by a clock that may be somewhat behind. */
function hasBegun(time: number, now: Moment): boolean {
  return now.hasReached(time - MAX_CLOCK_SKEW_MS);
}

/** Whether what the key signs from now on will count. Pure. */
export function canSign(
  { createdAt, expiresAt, revokedAt, compromisedSince }: KeyWindow,
  now: Moment,
): boolean {
  const hasEnded = [expiresAt, revokedAt].some((end) => end !== undefined && now.hasReached(end));
  return hasBegun(createdAt, now) && compromisedSince === undefined && !hasEnded;
}

function isBefore({ proven, accepted }: SigningTime, end: number): boolean {
  return (proven !== undefined && proven < end) || (accepted !== undefined && accepted < end);
}

function showTime(time: number): string {
  return Number.isFinite(time) ? formatTime(time) : 'a time that cannot be read';
}

/** After this moment the answer may be another; undefined where it stays as it is. Pure. */
export function changesAt({ expiresAt, revokedAt }: KeyWindow, now: Moment): number | undefined {
  const ahead = [expiresAt, revokedAt].flatMap((end) =>
    end === undefined || now.hasReached(end) ? [] : [end],
  );
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}
