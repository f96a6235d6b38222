import { createPublicKey } from 'node:crypto';
import { toOneLine } from '../../core/index.ts';
import { fromBase64 } from './base64.ts';
import { fromSpki } from './from-spki.ts';
import type { PublicKeyOutcome } from './from-spki.ts';
import { refusal } from './public-key.ts';
import type { PublicKey } from './public-key.ts';
import { SshReader, sshString } from './ssh-wire.ts';

const ED25519_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const P256_PREFIX = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');

/** The key of a line of OpenSSH: `ssh-ed25519 AAAA… comment`. Errors as `fromSpki`. Pure. */
export function parseOpenSshPublicKey(line: string): PublicKeyOutcome {
  const [name = '', digits = ''] = line.trim().split(/[ \t]+/u);
  const blob = fromBase64(digits);
  if (blob === undefined || line.includes('\n')) return malformed();
  return fromSshBlob(blob, name);
}

/** The key of a blob of the SSH protocols (RFC 4253 section 6.6, RFC 5656, RFC 8709); `name` must be its own where given. Pure. */
export function fromSshBlob(blob: Uint8Array, name?: string): PublicKeyOutcome {
  const reader = new SshReader(blob);
  const own = reader.text();
  if (own === undefined || (name !== undefined && own !== name)) return malformed();
  if (own === 'ssh-ed25519') {
    const point = reader.string();
    return point?.length === 32 && reader.isAtEnd
      ? fromSpki(Buffer.concat([ED25519_PREFIX, point]))
      : malformed();
  }
  if (own === 'ecdsa-sha2-nistp256') {
    const [curve, point] = [reader.text(), reader.string()];
    return curve === 'nistp256' && point?.length === 65 && reader.isAtEnd
      ? fromSpki(Buffer.concat([P256_PREFIX, point]))
      : malformed();
  }
  if (own === 'ssh-rsa') return fromRsaBlob(reader);
  return refusal('HYPER_KEY_UNSUPPORTED', `the key is of the kind "${toOneLine(own)}"`);
}

function fromRsaBlob(reader: SshReader): PublicKeyOutcome {
  const [e, n] = [reader.string(), reader.string()];
  if (e === undefined || n === undefined || !reader.isAtEnd) return malformed();
  const jwk = { kty: 'RSA', e: unsigned(e).toString('base64url'), n: unsigned(n).toString('base64url') };
  try {
    return fromSpki(createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' }));
  } catch {
    return malformed();
  }
}

/** A number of the SSH protocols without the zero byte that keeps it positive. */
function unsigned(number: Buffer): Buffer {
  return number[0] === 0 ? number.subarray(1) : number;
}

function malformed(): PublicKeyOutcome {
  return refusal('HYPER_KEY_MALFORMED', 'the line is no public key of OpenSSH');
}

/** The blob of a key as the SSH protocols write it. Pure. */
export function toSshBlob(key: PublicKey): Buffer {
  const spki = Buffer.from(key.spki);
  switch (key.algorithm) {
    case 'ed25519':
      return Buffer.concat([sshString('ssh-ed25519'), sshString(spki.subarray(ED25519_PREFIX.length))]);
    case 'ecdsa-p256':
      return Buffer.concat([
        sshString('ecdsa-sha2-nistp256'),
        sshString('nistp256'),
        sshString(spki.subarray(P256_PREFIX.length)),
      ]);
    case 'rsa-pss': {
      const { n = '', e = '' } = key.keyObject.export({ format: 'jwk' });
      return Buffer.concat([sshString('ssh-rsa'), sshNumber(e), sshNumber(n)]);
    }
  }
}

function sshNumber(base64Url: string): Buffer {
  const bytes = Buffer.from(base64Url, 'base64url');
  return sshString((bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes);
}
