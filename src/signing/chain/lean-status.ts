import type { Moment } from '../../core/index.ts';
import type { Manifest } from '../../manifest/index.ts';
import { namespaceOfPolicy } from '../statement/statement-for.ts';
import { SIGNATURE_PREDICATE, STATEMENT_TYPE } from '../statement/statement.ts';
import { findOwnLine } from '../bundle/own-form.ts';
import { decodeEnvelope } from '../bundle/decode-envelope.ts';
import { MAX_BUNDLES } from '../bundle/signature-bundle.ts';
import { verifyBytes } from '../keys/verify-bytes.ts';
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

const NEWLINE = 0x0a;
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
  now: Moment,
): { readonly changesAt: number | undefined } | undefined {
  const expected = expectedPayload(file, registry);
  if (expected === undefined) return undefined;
  const { signatures } = file;
  const text = Buffer.from(signatures.buffer, signatures.byteOffset, signatures.byteLength).toString(
    'latin1',
  );
  const signers = new Set<string>();
  let end: number | undefined;
  let before = '';
  let count = 0;
  for (let start = 0; start < text.length;) {
    const line = findOwnLine(text, start);
    count += 1;
    if (line === undefined || text.charCodeAt(line.end) !== NEWLINE || count > MAX_BUNDLES) return undefined;
    const key = authority.keys.get(line.keyId);
    const decoded = decodeEnvelope(text, line);
    const claimed = decoded === undefined ? undefined : readPayload(decoded.payload, expected);
    if (key === undefined || decoded === undefined || claimed === undefined) return undefined;
    if (judgeTime(key.window, { claimed, proven: undefined }, now) !== undefined) return undefined;
    const { algorithm, keyObject } = key.key;
    if (!verifyBytes(algorithm, keyObject, decoded.covered, decoded.signature)) return undefined;
    signers.add(line.keyId);
    const change = changesAt(key.window, now);
    if (change !== undefined) end = Math.min(end ?? change, change);
    // One line is the rule, and has nothing to be in order with.
    if (start > 0 || line.end + 1 < text.length) {
      const own = text.slice(start, line.end);
      if (own <= before) return undefined;
      before = own;
    }
    start = line.end + 1;
  }
  return count > 0 && signers.size >= authority.threshold ? { changesAt: end } : undefined;
}

/** The parts of a payload around what only the signer knows: the canonical digest, which follows from the bytes, and the time. */
interface ExpectedPayload {
  readonly head: string;
  readonly middle: string;
  readonly tail: string;
}

/** The claimed time, where the payload is just the expected one. */
function readPayload(text: string, { head, middle, tail }: ExpectedPayload): number | undefined {
  const middleAt = head.length + 64;
  const timeAt = middleAt + middle.length;
  const canonical = text.slice(head.length, middleAt);
  const time = text.slice(timeAt, timeAt + TIME_UNITS);
  if (text !== head + canonical + middle + time + tail || !HEX.test(canonical)) return undefined;
  const claimed = parseTime(time);
  // A day that is none, such as 30 February, has another spelling.
  return claimed !== undefined && `${new Date(claimed).toISOString().slice(0, 19)}Z` === time
    ? claimed
    : undefined;
}

const PAYLOAD_HEAD = `{"_type":"${STATEMENT_TYPE}","predicate":{"canonical":"sha256:`;

/** In the byte order of keys that canonical JSON has; undefined for kinds that are few. */
function expectedPayload(
  { manifest, path, sha256 }: LeanFile,
  registry: string,
): ExpectedPayload | undefined {
  const predicate = expectedPredicate(manifest, path);
  if (predicate === undefined) return undefined;
  const { before, after, content } = predicate;
  const subjects =
    `{"digest":{"sha256":"${sha256}"},"name":${quoted(path)}}` +
    (content === undefined ? '' : `,{"digest":{"sha256":"${content}"},"name":"content"}`);
  const middle = `",${before},"registry":${quoted(registry)},${after}"signedAt":"`;
  const tail = `"},"predicateType":"${SIGNATURE_PREDICATE}","subject":[${subjects}]}`;
  return { head: PAYLOAD_HEAD, middle, tail };
}

function expectedPredicate(
  manifest: Manifest,
  path: string,
): { readonly before: string; readonly after: string; readonly content: string | undefined } | undefined {
  switch (manifest.kind) {
    case 'Artifact': {
      const content = manifest.content?.digests.sha256;
      const { id, name, namespace, type, version } = manifest;
      const named = `"id":${quoted(id)},"name":${quoted(name)},"namespace":${quoted(namespace)}`;
      const identity = `"identity":{${named},"type":${quoted(type)},"version":${quoted(version)}}`;
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

const SIMPLE = /^[A-Za-z0-9./@_+-]*$/u;

/** The text as JSON writes it; names have nothing to escape, which is quicker to see than to escape. */
function quoted(text: string): string {
  return SIMPLE.test(text) ? `"${text}"` : JSON.stringify(text);
}
