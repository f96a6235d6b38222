import { digestHex, toOneLine } from '../../core/index.ts';
import type { Code, JsonValue } from '../../core/index.ts';
import type { Manifest } from '../../manifest/index.ts';
import { toOwnBundle } from '../bundle/own-form.ts';
import { MAX_SIGNATURE_FILE_BYTES, parseBundles } from '../bundle/parse-bundles.ts';
import { renderBundles } from '../bundle/render-bundles.ts';
import { MAX_BUNDLES } from '../bundle/signature-bundle.ts';
import type { SignatureBundle } from '../bundle/signature-bundle.ts';
import { strayField } from './stray-field.ts';

/** What stands beside a manifest as its signatures. */
export type Signatures =
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly code: Code; readonly reason: string }
  | { readonly kind: 'bundles'; readonly bundles: readonly SignatureBundle[] };

/** A manifest with the very bytes it was parsed from and what signs them (ATTACKS S07). */
export interface SignedFile<Kind extends Manifest = Manifest> {
  /** From the registry's root. */
  readonly path: string;
  /** The path that its signatures name, where it was moved since: an earlier root was signed as trust/root.yaml. */
  readonly signedAs?: string;
  readonly bytes: Uint8Array;
  /** Hex sha256 of the bytes. */
  readonly sha256: string;
  /** The document that the bytes are, before any normal form. */
  readonly value: JsonValue;
  readonly manifest: Kind;
  readonly signatures: Signatures;
}

/** Puts a parsed manifest together with the bytes of its signature file; undefined where there is no such file. Pure. */
export function toSignedFile<Kind extends Manifest>(
  path: string,
  parsed: { readonly bytes: Uint8Array; readonly value: JsonValue; readonly manifest: Kind },
  signatures: Uint8Array | undefined,
): SignedFile<Kind> {
  const { bytes, value, manifest } = parsed;
  return { path, bytes, sha256: digestHex(bytes), value, manifest, signatures: readSignatures(signatures) };
}

/**
 * Reads a signature file. A file in the form that hyper writes must be so to the last byte: white space that is not
 * part of any signed byte would else be the one place that may change unseen. Pure.
 */
export function readSignatures(bytes: Uint8Array | undefined): Signatures {
  if (bytes === undefined) return { kind: 'none' };
  const own = readOwnForm(bytes);
  if (own !== undefined) return { kind: 'bundles', bundles: own };
  const parsed = parseBundles(bytes);
  if (!parsed.ok) return { kind: 'unreadable', code: parsed.code, reason: parsed.reason };
  const { bundles } = parsed;
  for (const bundle of bundles) {
    const stray = strayField(bundle);
    if (stray === undefined) continue;
    const reason = `a bundle has a field that no signature covers: "${toOneLine(stray)}"`;
    return { kind: 'unreadable', code: 'HYPER_BUNDLE_INVALID', reason };
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const isOurs = bundles.every(({ json }) => text.includes(json));
  if (isOurs && Buffer.compare(renderBundles(bundles), bytes) !== 0) {
    const reason =
      'the file is not as hyper writes it: lines are out of order, repeated, or have stray white space';
    return { kind: 'unreadable', code: 'HYPER_BUNDLE_INVALID', reason };
  }
  return { kind: 'bundles', bundles };
}

/**
 * The bundles of a file that is to the last byte as hyper writes it for keys, without a JSON parser; undefined for every
 * other file. What it gives, the parser gives too.
 */
function readOwnForm(bytes: Uint8Array): readonly SignatureBundle[] | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (!text.endsWith('\n') || bytes.length > MAX_SIGNATURE_FILE_BYTES) return undefined;
  const lines = text.slice(0, -1).split('\n', MAX_BUNDLES + 1);
  if (lines.length > MAX_BUNDLES) return undefined;
  const bundles: SignatureBundle[] = [];
  let before = '';
  for (const line of lines) {
    const bundle = line > before ? toOwnBundle(line) : undefined;
    if (bundle === undefined) return undefined;
    bundles.push(bundle);
    before = line;
  }
  return bundles;
}

/** The path of the signatures of a manifest. Pure. */
export function signaturePathOf(path: string): string {
  return path.endsWith('.yaml') ? `${path.slice(0, -'.yaml'.length)}.sigstore.json` : `${path}.sigstore.json`;
}
