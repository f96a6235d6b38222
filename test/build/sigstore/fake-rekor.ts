import { createHash, randomBytes, sign } from 'node:crypto';
import type { KeyPairKeyObjectResult } from 'node:crypto';
import { canonicalJson } from '../../../src/core/index.ts';
import type { JsonValue } from '../../../src/core/index.ts';
import { MerkleLog, sha256 } from './merkle-log.ts';

interface Envelope {
  readonly payload: string;
  readonly signatures: readonly { readonly sig: string }[];
}

interface RequestV1 {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: { readonly proposedContent: { readonly envelope: string; readonly verifiers: string[] } };
}

interface RequestV2 {
  readonly dsseRequestV002: { readonly envelope: Envelope; readonly verifiers: JsonValue[] };
}

interface Logged {
  readonly body: Buffer;
  readonly index: number;
  readonly checkpoint: string;
  readonly hashes: readonly Buffer[];
}

/** A transparency log that answers as Rekor does, v1 and v2, with real proofs; it takes DSSE envelopes only. */
export class FakeRekor {
  readonly #log = new MerkleLog();
  readonly #origin: string;
  readonly #key: KeyPairKeyObjectResult;
  readonly #id: Buffer;
  readonly #now: () => number;

  /** `origin` is the name in checkpoints, which must be that of the trusted root; `now` is in milliseconds. */
  constructor(origin: string, key: KeyPairKeyObjectResult, now: () => number) {
    this.#origin = origin;
    this.#key = key;
    this.#now = now;
    this.#id = createHash('sha256')
      .update(key.publicKey.export({ format: 'der', type: 'spki' }))
      .digest();
  }

  /** How many entries it holds. */
  get size(): number {
    return this.#log.size;
  }

  /** `POST /api/v1/log/entries`. */
  createEntryV1(request: string): string {
    const { apiVersion, kind, spec } = JSON.parse(request) as RequestV1;
    if (kind !== 'dsse') throw new Error(`the fake log takes no "${kind}"`);
    const { envelope, verifiers } = spec.proposedContent;
    const { payload, signatures } = JSON.parse(envelope) as Envelope;
    const stored = {
      apiVersion,
      kind,
      spec: {
        envelopeHash: { algorithm: 'sha256', value: sha256(Buffer.from(envelope)).toString('hex') },
        payloadHash: { algorithm: 'sha256', value: sha256(Buffer.from(payload, 'base64')).toString('hex') },
        signatures: signatures.map(({ sig }, at) => ({
          signature: sig,
          verifier: verifiers[at] ?? verifiers[0] ?? '',
        })),
      },
    };
    const { body, index, checkpoint, hashes } = this.#append(stored);
    const entry = {
      body: body.toString('base64'),
      integratedTime: Math.floor(this.#now() / 1000),
      logIndex: index,
      logID: this.#id.toString('hex'),
    };
    const promise = sign('sha256', Buffer.from(canonicalJson(entry)), this.#key.privateKey);
    return JSON.stringify({
      [randomBytes(32).toString('hex')]: {
        ...entry,
        verification: {
          signedEntryTimestamp: promise.toString('base64'),
          inclusionProof: {
            logIndex: index,
            treeSize: this.#log.size,
            rootHash: this.#log.root().toString('hex'),
            hashes: hashes.map((one) => one.toString('hex')),
            checkpoint,
          },
        },
      },
    });
  }

  /** `POST /api/v2/log/entries`: no promise and no time, so that such an entry needs a timestamp beside it. */
  createEntryV2(request: string): string {
    const { envelope, verifiers } = (JSON.parse(request) as RequestV2).dsseRequestV002;
    const digest = sha256(Buffer.from(envelope.payload, 'base64')).toString('base64');
    const signatures = envelope.signatures.map(({ sig }, at) => ({
      content: sig,
      verifier: verifiers[at] ?? verifiers[0] ?? null,
    }));
    const { body, index, checkpoint, hashes } = this.#append({
      apiVersion: '0.0.2',
      kind: 'dsse',
      spec: { dsseV002: { payloadHash: { algorithm: 'SHA2_256', digest }, signatures } },
    });
    return JSON.stringify({
      logIndex: String(index),
      logId: { keyId: this.#id.toString('base64') },
      kindVersion: { kind: 'dsse', version: '0.0.2' },
      integratedTime: '0',
      canonicalizedBody: body.toString('base64'),
      inclusionProof: {
        logIndex: String(index),
        treeSize: String(this.#log.size),
        rootHash: this.#log.root().toString('base64'),
        hashes: hashes.map((one) => one.toString('base64')),
        checkpoint: { envelope: checkpoint },
      },
    });
  }

  #append(stored: JsonValue): Logged {
    const body = Buffer.from(canonicalJson(stored));
    const index = this.#log.append(body);
    return { body, index, checkpoint: this.#checkpoint(), hashes: this.#log.inclusionPath(index) };
  }

  /** A signed note: origin, size and root, an empty line, then the signature after the first four bytes of the log's id. */
  #checkpoint(): string {
    const note = `${this.#origin}\n${String(this.#log.size)}\n${this.#log.root().toString('base64')}\n`;
    const signature = sign('sha256', Buffer.from(note), this.#key.privateKey);
    const line = Buffer.concat([this.#id.subarray(0, 4), signature]).toString('base64');
    return `${note}\n\u2014 ${this.#origin} ${line}\n`;
  }
}
