import { digestHex } from '../../core/index.ts';
import type { JsonObject } from '../../core/index.ts';
import type { AddFinding } from '../finding.ts';
import { numberIn, objectIn, textIn } from '../read-field.ts';
import type { Check } from './check.ts';
import { checkContentUri } from './url.ts';

const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/u;

/** The laws about `content`: a safe address, a blob path that the digest gives, inline bytes that are what they say. */
export const checkContent: Check = (manifest, add) => {
  const content = objectIn(manifest, 'content');
  if (content === undefined) return;
  const uri = textIn(content, 'uri');
  const fault = uri === undefined ? undefined : checkContentUri(uri);
  if (fault !== undefined) add(['content', 'uri'], { ...fault, code: 'HYPER_CONTENT_URI' });
  checkBlobPath(content, add);
  checkSizeStated(content, add);
  checkInline(content, add);
};

function checkBlobPath(content: JsonObject, add: AddFinding): void {
  const path = textIn(content, 'path');
  const hex = textIn(objectIn(content, 'digests'), 'sha256');
  if (path === undefined || hex === undefined || !/^[0-9a-f]{64}$/u.test(hex)) return;
  const expected = `blobs/sha256/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}`;
  if (path === expected) return;
  const message = `"content.path" does not agree with "content.digests.sha256"`;
  add(['content', 'path'], { code: 'HYPER_CONTENT_PATH', message, hint: `write "${expected}"` });
}

function checkSizeStated(content: JsonObject, add: AddFinding): void {
  if (content['size'] !== undefined) return;
  const place = ['inline', 'path'].find((name) => content[name] !== undefined);
  if (place === undefined) return;
  const message = `"content.size" is missing, expected the size in bytes beside "content.${place}"`;
  add(['content'], { code: 'HYPER_FIELD_MISSING', message, hint: 'add size' }, 'key');
}

function checkInline(content: JsonObject, add: AddFinding): void {
  const inline = textIn(content, 'inline');
  const encoding = textIn(content, 'encoding');
  if (inline === undefined) {
    if (encoding === undefined) return;
    const message = '"content.encoding" says how "content.inline" is written, and there is none';
    add(['content', 'encoding'], { code: 'HYPER_CONTENT_ENCODING', message, hint: 'remove it' }, 'key');
    return;
  }
  const bytes = encoding === 'base64' ? decodeBase64(inline) : Buffer.from(inline, 'utf8');
  if (bytes === undefined) {
    const message = '"content.inline" is not base64';
    add(['content', 'inline'], {
      code: 'HYPER_CONTENT_ENCODING',
      message,
      hint: 'write it in base64, or remove encoding',
    });
    return;
  }
  checkBytes(content, bytes, add);
}

function checkBytes(content: JsonObject, bytes: Buffer, add: AddFinding): void {
  const size = numberIn(content, 'size');
  if (size !== undefined && size !== bytes.length) {
    const message = `"content.inline" has ${bytes.length} bytes, expected the ${size} of "content.size"`;
    add(['content', 'size'], { code: 'HYPER_CONTENT_SIZE', message, hint: `write size: ${bytes.length}` });
  }
  const digests = objectIn(content, 'digests');
  for (const algorithm of ['sha256', 'sha3-512'] as const) {
    const stated = textIn(digests, algorithm);
    if (stated === undefined || !/^[0-9a-f]+$/u.test(stated)) continue;
    const actual = digestHex(bytes, algorithm);
    if (stated === actual) continue;
    const message = `"content.inline" does not have the digest of "content.digests.${algorithm}"`;
    add(['content', 'digests', algorithm], {
      code: 'HYPER_CONTENT_DIGEST',
      message,
      hint: `write ${algorithm}: ${actual}`,
    });
  }
}

/** The bytes of strict base64, line breaks allowed; undefined for anything else. */
function decodeBase64(text: string): Buffer | undefined {
  if (!BASE64.test(text)) return undefined;
  const plain = text.replace(/\s+/gu, '');
  const bytes = Buffer.from(plain, 'base64');
  return bytes.toString('base64') === plain ? bytes : undefined;
}
