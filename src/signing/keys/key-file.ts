import { canonicalJson, isJsonObject } from '../../core/index.ts';
import type { JsonObject, JsonValue } from '../../core/index.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { fromSpki } from './from-spki.ts';
import { refusal } from './public-key.ts';
import type { PublicKey, Refusal } from './public-key.ts';

/** Format of the file, its version, and the limits within which a file is believed (docs/keys.md). */
export const KEY_FILE_FORMAT = 'hyper-private-key';
export const KEY_FILE_VERSION = 1;
export const MAX_KEY_FILE_BYTES = 64 * 1024;
const MAX_SCRYPT_N = 2 ** 20;
const MAX_SCRYPT_BYTES = 256 * 1024 * 1024;
const SALT_BYTES = 32;
const NONCE_BYTES = 12;
const MAX_LABEL_UNITS = 128;

/** Work factors of scrypt (RFC 7914); memory is 128 · N · r bytes. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** What a key file says without its passphrase. It is authenticated by the cipher, so believed once the key is open. */
export interface KeyFileHeader {
  readonly publicKey: PublicKey;
  readonly createdAt: Date;
  /** A name for people. */
  readonly label: string | undefined;
}

/** An encrypted private key with its header. */
export interface KeyFile extends KeyFileHeader {
  readonly cost: ScryptCost;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
  /** AES-256-GCM over PKCS#8 in DER, the tag of 16 bytes at its end. */
  readonly ciphertext: Uint8Array;
}

export type KeyFileOutcome = { readonly ok: true; readonly file: KeyFile } | Refusal;

/** What the cipher authenticates beside the key: all of the file but the ciphertext, in canonical JSON. Pure. */
export function headerBytes(file: Omit<KeyFile, 'ciphertext'>): Uint8Array {
  return Buffer.from(canonicalJson(headerOf(file)), 'utf8');
}

/** The text of a key file: JSON over several lines, for people too. Pure. */
export function renderKeyFile(file: KeyFile): string {
  return `${JSON.stringify({ ...headerOf(file), ciphertext: toBase64(file.ciphertext) }, null, 2)}\n`;
}

function headerOf(file: Omit<KeyFile, 'ciphertext'>): JsonObject {
  const { publicKey, createdAt, label, cost, salt, nonce } = file;
  return {
    format: KEY_FILE_FORMAT,
    version: KEY_FILE_VERSION,
    keyId: publicKey.keyId,
    algorithm: publicKey.algorithm,
    publicKey: toBase64(publicKey.spki),
    createdAt: `${createdAt.toISOString().slice(0, 19)}Z`,
    ...(label === undefined ? {} : { label }),
    kdf: { name: 'scrypt', N: cost.N, r: cost.r, p: cost.p, salt: toBase64(salt) },
    cipher: { name: 'aes-256-gcm', nonce: toBase64(nonce) },
  };
}

/** Whether a text is meant as a key file of this registry. Pure. */
export function isKeyFile(text: string): boolean {
  return /^\s*\{/u.test(text) && text.includes(`"${KEY_FILE_FORMAT}"`);
}

/**
 * The key file of a text; the secret stays encrypted. Errors as values: `HYPER_KEY_FILE_INVALID`, `HYPER_KEY_FILE_NEWER`,
 * `HYPER_KEY_WEAK`. Pure.
 */
export function parseKeyFile(text: string): KeyFileOutcome {
  const value = text.length <= MAX_KEY_FILE_BYTES ? parseJson(text) : undefined;
  if (!isJsonObject(value)) return invalid('is cut short or is no JSON object');
  if (value['format'] !== KEY_FILE_FORMAT) return invalid('has another format');
  const { version } = value;
  if (typeof version === 'number' && version > KEY_FILE_VERSION) {
    const message = `the key file has version ${version}, expected ${KEY_FILE_VERSION}`;
    return refusal('HYPER_KEY_FILE_NEWER', message, 'upgrade hyper');
  }
  const spki = bytesAt(value, 'publicKey');
  const publicKey = spki === undefined ? undefined : fromSpki(spki);
  if (publicKey === undefined) return invalid('has no public key');
  if (!publicKey.ok) return publicKey;
  const file = readFile(value, publicKey.key);
  if (file === undefined) return invalid('has a field that is missing or out of bounds');
  const agrees = canonicalJson(headerOf(file)) === canonicalJson(withoutCiphertext(value));
  return agrees ? { ok: true, file } : invalid('contradicts itself or has an unknown field');
}

function readFile(value: JsonObject, publicKey: PublicKey): KeyFile | undefined {
  const { createdAt, label, kdf, cipher } = value;
  const cost = isJsonObject(kdf) ? readCost(kdf) : undefined;
  const salt = isJsonObject(kdf) ? bytesAt(kdf, 'salt') : undefined;
  const nonce = isJsonObject(cipher) ? bytesAt(cipher, 'nonce') : undefined;
  const ciphertext = bytesAt(value, 'ciphertext');
  const moment = typeof createdAt === 'string' ? new Date(createdAt) : undefined;
  if (cost === undefined || ciphertext === undefined || ciphertext.length <= 16) return undefined;
  if (salt?.length !== SALT_BYTES || nonce?.length !== NONCE_BYTES) return undefined;
  if (moment === undefined || Number.isNaN(moment.getTime())) return undefined;
  if (label !== undefined && (typeof label !== 'string' || label.length > MAX_LABEL_UNITS)) return undefined;
  return { publicKey, createdAt: moment, label, cost, salt, nonce, ciphertext };
}

function readCost(kdf: JsonObject): ScryptCost | undefined {
  const { N, r, p } = kdf;
  if (typeof N !== 'number' || typeof r !== 'number' || typeof p !== 'number') return undefined;
  const isPowerOfTwo = Number.isInteger(N) && N >= 2 && N <= MAX_SCRYPT_N && Number.isInteger(Math.log2(N));
  const isSmall = isCount(r, 32) && isCount(p, 16) && 128 * N * r <= MAX_SCRYPT_BYTES;
  return isPowerOfTwo && isSmall ? { N, r, p } : undefined;
}

function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

function withoutCiphertext(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'ciphertext'));
}

function bytesAt(object: JsonObject, key: string): Buffer | undefined {
  const text = object[key];
  return typeof text === 'string' ? fromBase64(text) : undefined;
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function invalid(what: string): Refusal {
  const hint = 'restore the file from a copy; without one, make a new key and rotate to it';
  return refusal('HYPER_KEY_FILE_INVALID', `the key file ${what}`, hint);
}
