import { isUtf8 } from 'node:buffer';
import { canonicalJson, isCanonicalJson, isJsonObject } from '../../core/index.ts';
import type { JsonObject, JsonValue } from '../../core/index.ts';
import { refusal } from '../keys/public-key.ts';
import type { Refusal } from '../keys/public-key.ts';
import { toBundle } from './to-bundle.ts';
import { MAX_BUNDLES, MAX_BUNDLE_BYTES } from './signature-bundle.ts';
import type { SignatureBundle } from './signature-bundle.ts';
import { hasRepeatedKey } from './repeated-key.ts';

/** Bytes of a file of signatures; the gate reads no larger one. */
export const MAX_SIGNATURE_FILE_BYTES = 1024 * 1024;

export type BundlesOutcome = { readonly ok: true; readonly bundles: readonly SignatureBundle[] } | Refusal;

/**
 * The bundles of a signature file: one JSON object, or one a line. Each holds exactly one DSSE envelope with exactly one
 * signature. Errors as values: `HYPER_BUNDLE_LIMIT` before anything is decoded (ATTACKS S24), `HYPER_BUNDLE_INVALID`
 * (also for none at all, S01). Pure.
 */
export function parseBundles(bytes: Uint8Array): BundlesOutcome {
  if (bytes.length > MAX_SIGNATURE_FILE_BYTES)
    return limit('the file', bytes.length, MAX_SIGNATURE_FILE_BYTES);
  if (!isUtf8(bytes)) return refusal('HYPER_BUNDLE_INVALID', 'the file is not UTF-8');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const sources = toSources(text);
  if (sources.length === 0) return refusal('HYPER_BUNDLE_INVALID', 'the file holds no signature');
  if (sources.length > MAX_BUNDLES) {
    return refusal(
      'HYPER_BUNDLE_LIMIT',
      `the file holds ${sources.length} bundles, expected at most ${MAX_BUNDLES}`,
    );
  }
  const bundles: SignatureBundle[] = [];
  for (const [index, source] of sources.entries()) {
    const outcome = parseBundle(source, `bundle ${index + 1}`);
    if (!outcome.ok) return outcome;
    bundles.push(outcome.bundle);
  }
  return { ok: true, bundles };
}

type BundleOutcome = { readonly ok: true; readonly bundle: SignatureBundle } | Refusal;

function parseBundle(source: string, name: string): BundleOutcome {
  const size = Buffer.byteLength(source);
  if (size > MAX_BUNDLE_BYTES) return limit(name, size, MAX_BUNDLE_BYTES);
  const value = parseJson(source);
  if (!isJsonObject(value)) return refusal('HYPER_BUNDLE_INVALID', `${name} is no JSON object`);
  const json = isCanonicalJson(source, value) ? source : canonicalText(value);
  if (json === undefined || (json !== source && hasRepeatedKey(source))) {
    return refusal('HYPER_BUNDLE_INVALID', `${name} has a key twice, or text that is no Unicode`);
  }
  return toBundle(value, json, name);
}

/** The texts of the bundles: the lines, or the whole where it is one object over several lines. */
function toSources(text: string): readonly string[] {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const isOneEach = lines.every((line) => line.startsWith('{') && line.endsWith('}'));
  return isOneEach ? lines : [text.trim()];
}

function limit(name: string, size: number, most: number): Refusal {
  return refusal('HYPER_BUNDLE_LIMIT', `${name} has ${size} bytes, expected at most ${most}`);
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function canonicalText(value: JsonObject): string | undefined {
  try {
    return canonicalJson(value);
  } catch {
    return undefined;
  }
}
