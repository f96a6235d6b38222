import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { HyperError, toOneLine } from '../../core/index.ts';
import {
  SshReader,
  createSigner,
  fromSshBlob,
  fromSshSignatureBlob,
  sshString,
  toSshBlob,
} from '../../signing/index.ts';
import type { PublicKey, Signer } from '../../signing/index.ts';

/** Messages of the agent protocol (draft-ietf-sshm-ssh-agent). */
const REQUEST_IDENTITIES = 11;
const IDENTITIES_ANSWER = 12;
const SIGN_REQUEST = 13;
const SIGN_RESPONSE = 14;
const MAX_ANSWER_BYTES = 256 * 1024;
const MAX_IDENTITIES = 1024;
/** Long, since an agent may ask its user to touch a token. */
const TIMEOUT_MS = 120_000;

/** The keys of the agent that this registry takes: ed25519 and ECDSA P-256. Errors: `HYPER_AGENT_UNAVAILABLE`. */
export async function listAgentKeys(socketPath: string | undefined): Promise<readonly PublicKey[]> {
  const answer = await ask(socketPath, Buffer.from([REQUEST_IDENTITIES]));
  const reader = new SshReader(answer);
  const [type, count = 0] = [reader.take(1)?.[0], reader.uint32()];
  if (type !== IDENTITIES_ANSWER || count > MAX_IDENTITIES) throw unavailable('gave no list of keys');
  const keys: PublicKey[] = [];
  for (let each = 0; each < count; each += 1) {
    const [blob, comment] = [reader.string(), reader.string()];
    if (blob === undefined || comment === undefined) throw unavailable('gave a list that is cut short');
    const outcome = fromSshBlob(blob);
    if (outcome.ok && outcome.key.algorithm !== 'rsa-pss') keys.push(outcome.key);
  }
  return keys;
}

/**
 * A signer whose key stays in the agent. An agent's ed25519 signature over any bytes is the plain one of RFC 8032, so what
 * comes out is the same standard bundle as with a key file. Without an id the agent must hold exactly one usable key.
 * Errors: `HYPER_AGENT_UNAVAILABLE`, `HYPER_AGENT_NO_KEY`, and from the signer `HYPER_AGENT_REFUSED`.
 */
export async function openAgentSigner(
  socketPath: string | undefined,
  keyId: string | undefined,
): Promise<Signer> {
  const keys = await listAgentKeys(socketPath);
  const fitting = keyId === undefined ? keys : keys.filter((key) => key.keyId === keyId);
  const [key, ...more] = fitting;
  if (key === undefined || more.length > 0) throw noKey(keys, keyId);
  return createSigner(key, async (bytes) => {
    const flags = Buffer.alloc(4);
    const request = [Buffer.from([SIGN_REQUEST]), sshString(toSshBlob(key)), sshString(bytes), flags];
    const reader = new SshReader(await ask(socketPath, Buffer.concat(request)));
    const blob = reader.take(1)?.[0] === SIGN_RESPONSE ? reader.string() : undefined;
    const signature = blob === undefined ? undefined : fromSshSignatureBlob(blob, key);
    if (signature !== undefined) return signature;
    throw new HyperError('HYPER_AGENT_REFUSED', `the ssh agent did not sign with "${key.keyId}"`, {
      hint: 'confirm the signature where the agent asks, or unlock it: ssh-add -X',
    });
  });
}

function noKey(keys: readonly PublicKey[], keyId: string | undefined): HyperError {
  const held = keys.map((key) => key.keyId).join(', ');
  const message =
    keyId === undefined
      ? `the ssh agent holds ${keys.length} keys that can sign here, expected one`
      : `the ssh agent does not hold the key "${toOneLine(keyId)}"`;
  const hint =
    held === '' ? 'add an ed25519 key: ssh-add FILE' : `name one as --key ssh-agent:ID of: ${held}`;
  return new HyperError('HYPER_AGENT_NO_KEY', message, { hint });
}

/** One request and its answer, without the lengths before them. */
function ask(socketPath: string | undefined, request: Buffer): Promise<Buffer> {
  if (socketPath === undefined || socketPath === '')
    throw unavailable('is not there: SSH_AUTH_SOCK is not set');
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    const fail = (what: string, cause?: unknown): void => {
      socket.destroy();
      reject(unavailable(what, cause));
    };
    socket.setTimeout(TIMEOUT_MS, () => {
      fail('did not answer');
    });
    socket.once('error', (error) => {
      fail('cannot be reached', error);
    });
    collect(socket, fail, resolve);
    socket.write(sshString(request));
  });
}

function collect(socket: Socket, fail: (what: string) => void, resolve: (answer: Buffer) => void): void {
  let received = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    const length = received.length >= 4 ? received.readUInt32BE() : undefined;
    if (received.length > MAX_ANSWER_BYTES || (length ?? 0) > MAX_ANSWER_BYTES) {
      fail('gave an answer that is too long');
    } else if (length !== undefined && received.length >= length + 4) {
      socket.destroy();
      resolve(received.subarray(4, length + 4));
    }
  });
  socket.once('end', () => {
    fail('hung up');
  });
}

function unavailable(what: string, cause?: unknown): HyperError {
  return new HyperError('HYPER_AGENT_UNAVAILABLE', `the ssh agent ${what}`, {
    hint: 'start one and add a key: eval "$(ssh-agent)" && ssh-add FILE',
    cause,
  });
}
