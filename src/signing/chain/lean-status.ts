import type { Manifest } from '../../manifest/index.ts';
import { namespaceOfPolicy } from '../statement/statement-for.ts';
import { PAYLOAD_TYPE, SIGNATURE_PREDICATE, STATEMENT_TYPE } from '../statement/statement.ts';
import { readOwnLine } from '../bundle/own-form.ts';
import { MAX_BUNDLES } from '../bundle/signature-bundle.ts';
import { verifyWithKey } from '../bundle/verify-with-key.ts';
import type { Authority } from './authority.ts';
import { changesAt, judgeTime, parseTime } from './key-window.ts';

/** A file as the lean path takes it. */
export interface LeanFile {
  readonly path: string;
  /** Hex sha256 of the bytes. */
  readonly sha256: string;
  readonly manifest: Manifest;
  /** The bytes of the signature file. */
  readonly signatures: Uint8Array;
}

const TIME_UNITS = '2026-01-01T00:00:00Z'.length;
const HEX = /^[0-9a-f]{64}$/u;

/**
 * The common case without a parser: a file signed by keys of its authority, with bundles and statements in exactly the
 * bytes that hyper writes. What must be in them is written down and compared as text. Undefined where anything is
 * otherwise: then `judgeFile` tells what. Where it answers, `judgeFile` says that the file is signed. Pure.
 */
export function judgeLean(
  file: LeanFile,
  authority: Authority,
  registry: string,
  now: number,
): { readonly changesAt: number | undefined } | undefined {
  const expected = expectedPayload(file, registry);
  if (expected === undefined) return undefined;
  const { signatures } = file;
  const text = Buffer.from(signatures.buffer, signatures.byteOffset, signatures.byteLength).toString(
    'latin1',
  );
  if (!text.endsWith('\n')) return undefined;
  const signers = new Set<string>();
  let end: number | undefined;
  let before = '';
  const lines = text.slice(0, -1).split('\n', MAX_BUNDLES + 1);
  if (lines.length > MAX_BUNDLES) return undefined;
  for (const line of lines) {
    if (line <= before) return undefined;
    before = line;
    const read = readOwnLine(line);
    if (read === undefined) return undefined;
    const key = authority.keys.get(read.keyId);
    const claimed = readPayload(read.payload, expected);
    if (key === undefined || claimed === undefined) return undefined;
    if (judgeTime(key.window, { claimed, proven: undefined }, now) !== undefined) return undefined;
    const { payload, signature } = read;
    if (!verifyWithKey({ payloadType: PAYLOAD_TYPE, payload, signature }, key.key)) return undefined;
    signers.add(read.keyId);
    const change = changesAt(key.window, now);
    if (change !== undefined) end = Math.min(end ?? change, change);
  }
  return signers.size >= authority.threshold ? { changesAt: end } : undefined;
}

/** The parts of a payload around what only the signer knows: the canonical digest, which follows from the bytes, and the time. */
interface ExpectedPayload {
  readonly head: string;
  readonly middle: string;
  readonly tail: string;
}

/** The claimed time, where the payload is just the expected one. */
function readPayload(payload: Buffer, { head, middle, tail }: ExpectedPayload): number | undefined {
  const text = payload.toString('latin1');
  const middleAt = head.length + 64;
  const timeAt = middleAt + middle.length;
  const isExpected =
    text.length === timeAt + TIME_UNITS + tail.length &&
    text.startsWith(head) &&
    text.startsWith(middle, middleAt) &&
    text.endsWith(tail) &&
    HEX.test(text.slice(head.length, middleAt));
  if (!isExpected) return undefined;
  const time = text.slice(timeAt, timeAt + TIME_UNITS);
  const claimed = parseTime(time);
  // A day that is none, such as 30 February, has another spelling.
  return claimed !== undefined && `${new Date(claimed).toISOString().slice(0, 19)}Z` === time
    ? claimed
    : undefined;
}

const PAYLOAD_HEAD = `{"_type":"${STATEMENT_TYPE}","predicate":{"canonical":"sha256:`;

/** In the byte order of keys that canonical JSON has; undefined for kinds that are few and for texts beyond ASCII. */
function expectedPayload(
  { manifest, path, sha256 }: LeanFile,
  registry: string,
): ExpectedPayload | undefined {
  const predicate = expectedPredicate(manifest, path);
  if (predicate === undefined) return undefined;
  const { before, after, content } = predicate;
  const subjects =
    `{"digest":{"sha256":"${sha256}"},"name":${JSON.stringify(path)}}` +
    (content === undefined ? '' : `,{"digest":{"sha256":"${content}"},"name":"content"}`);
  const middle = `",${before},"registry":${JSON.stringify(registry)},${after}"signedAt":"`;
  const tail = `"},"predicateType":"${SIGNATURE_PREDICATE}","subject":[${subjects}]}`;
  return isPlain(middle) && isPlain(tail) ? { head: PAYLOAD_HEAD, middle, tail } : undefined;
}

function expectedPredicate(
  manifest: Manifest,
  path: string,
): { readonly before: string; readonly after: string; readonly content: string | undefined } | undefined {
  switch (manifest.kind) {
    case 'Artifact': {
      const content = manifest.content?.digests.sha256;
      const { id, name, namespace, type, version } = manifest;
      const identity = `"identity":${JSON.stringify({ id, name, namespace, type, version })}`;
      const act = '"kind":"Artifact","operation":"publish"';
      const hash = content === undefined ? '' : `"contentHash":"sha256:${content}",`;
      return { before: `${hash}${identity},${act}`, after: '', content };
    }
    case 'ArtifactState': {
      const { name, namespace, revision } = manifest;
      const identity = `"identity":${JSON.stringify({ name, namespace })}`;
      const act = '"kind":"ArtifactState","operation":"update"';
      return { before: `${identity},${act}`, after: `"revision":${revision},`, content: undefined };
    }
    case 'Policy': {
      const { id, revision = 1 } = manifest;
      const namespace = namespaceOfPolicy(path);
      if (namespace === undefined) return undefined;
      const identity = `"identity":${JSON.stringify({ name: id, namespace })}`;
      const before = `${identity},"kind":"Policy","operation":"policy"`;
      return { before, after: `"revision":${revision},`, content: undefined };
    }
    case 'Namespace':
    case 'Registry':
    case 'TrustRoot':
    case 'Project':
    case 'Lockfile':
      return undefined;
  }
}

/** Whether latin1 and UTF-8 write the text alike. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7e) return false;
  return true;
}
