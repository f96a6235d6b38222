import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** A fresh UUIDv7, for the `id` of a release or namespace (SPEC section 1). */
export function newId(): string {
  return v7();
}

/** Twelve random hex digits, for names of temporary files. */
export function randomToken(): string {
  return randomBytes(6).toString('hex');
}
