import { digestHex } from '../core/index.ts';
import type { JsonObject } from '../core/index.ts';
import { findForbiddenCharacter } from '../document/index.ts';
import type { PlannedFile } from './commit-plan.ts';
import { sha256OfIntegrity } from './integrity.ts';
import type { SourceContent } from './source-release.ts';

/** Content from this size on is a blob (SPEC section 2.1). */
const INLINE_MAX_BYTES = 10 * 1024;
const BLOB_MAX_BYTES = 10 * 1024 * 1024;

/** `content` of a manifest, with the blob or the host that it speaks of. */
export interface PlacedContent {
  readonly content: JsonObject;
  readonly host?: string;
  readonly blob?: PlannedFile;
}

/** The sha256 of a release's content; undefined where the source does not tell it, or tells no https address. Pure. */
export function contentSha256(content: SourceContent): string | undefined {
  if ('text' in content) {
    const bytes = Buffer.from(content.text);
    return bytes.length < BLOB_MAX_BYTES ? digestHex(bytes) : undefined;
  }
  if (!content.uri.startsWith('https://') || !URL.canParse(content.uri)) return undefined;
  return sha256OfIntegrity(content.integrity);
}

/** Says where the content will be: at its address, in the manifest, or in a blob. Pure. */
export function toPlacedContent(content: SourceContent, sha256: string): PlacedContent {
  const digests = { sha256 };
  if (!('text' in content)) {
    const { size, uri } = content;
    return {
      content: { digests, ...(size === undefined ? {} : { size }), uri },
      host: new URL(uri).host,
    };
  }
  const bytes = Buffer.from(content.text);
  const told = { digests, size: bytes.length, mediaType: content.mediaType };
  if (bytes.length < INLINE_MAX_BYTES && findForbiddenCharacter(content.text) === -1) {
    return { content: { ...told, inline: content.text } };
  }
  const path = `blobs/sha256/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
  return { content: { ...told, path }, blob: { path, bytes } };
}
