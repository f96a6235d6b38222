import { HyperError, digestHex } from '../../core/index.ts';
import type { JsonObject } from '../../core/index.ts';
import { findForbiddenCharacter } from '../../document/index.ts';
import type { PlannedEdit } from '../planned-edit.ts';

/** The bytes of a release, packed; a folder is one archive. */
export interface NewContent {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Where it is fetched from; undefined: it goes into the repository. */
  readonly uri: string | undefined;
}

/** Up to which size content is kept where: `settings.tiers` of registry.yaml. */
export interface Tiers {
  readonly inlineMaxBytes: number;
  readonly blobMaxBytes: number;
}

/** SPEC section 2.1. */
export const DEFAULT_TIERS: Tiers = { inlineMaxBytes: 10_240, blobMaxBytes: 10_485_760 };

export type TierName = 'inline' | 'blob' | 'external';

/** Where content goes, and what the manifest says of it. */
export interface ContentPlan {
  readonly tier: TierName;
  readonly sha256: string;
  /** The field `content`. */
  readonly field: JsonObject;
  /** The blob; undefined for the other tiers. */
  readonly blob: PlannedEdit | undefined;
}

/** Texts of this media type are readable in a manifest. */
const TEXT = /^(?:text\/|application\/(?:json|yaml|toml|schema\+json|x-sh)$)/u;

/** Digests content and puts it into its tier (SPEC section 2.1). Errors: `HYPER_PACK_TOO_LARGE`. Pure. */
export function planContent({ bytes, mediaType, uri }: NewContent, tiers: Tiers): ContentPlan {
  const sha256 = digestHex(bytes);
  const digests = { sha256, 'sha3-512': digestHex(bytes, 'sha3-512') };
  const head = { digests, size: bytes.length, mediaType };
  if (uri !== undefined) return { tier: 'external', sha256, field: { ...head, uri }, blob: undefined };
  if (bytes.length < tiers.inlineMaxBytes) {
    return { tier: 'inline', sha256, field: { ...head, ...inlineOf(bytes, mediaType) }, blob: undefined };
  }
  if (bytes.length >= tiers.blobMaxBytes) {
    throw new HyperError(
      'HYPER_PACK_TOO_LARGE',
      `the content has ${String(bytes.length)} bytes, the repository takes less than ${String(tiers.blobMaxBytes)}`,
      { hint: 'upload it, and say where it is: --uri https://… or oci://…' },
    );
  }
  const path = blobPathOf(sha256);
  const blob = { path, before: undefined, after: bytes };
  return { tier: 'blob', sha256, field: { ...head, path }, blob };
}

/** Where the blob of a digest stands. Pure. */
export function blobPathOf(sha256: string): string {
  return `blobs/sha256/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}

/** As text where it is one that the YAML of manifests can hold, otherwise in base64. */
function inlineOf(bytes: Uint8Array, mediaType: string): JsonObject {
  const text = TEXT.test(mediaType) ? toText(bytes) : undefined;
  if (text !== undefined) return { inline: text };
  return { inline: Buffer.from(bytes).toString('base64'), encoding: 'base64' };
}

function toText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return findForbiddenCharacter(text) === -1 && !/[\t\r]/u.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
