import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { listAgentKeys, openAgentSigner } from '../../../../src/adapters/keys/index.ts';
import {
  PAYLOAD_TYPE,
  parsePublicKey,
  sshString,
  toSshBlob,
  verifyWithKey,
} from '../../../../src/signing/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { fixedKey } from '../../signing/fixed-keys.ts';

const hasAgent = ['ssh-agent', 'ssh-add', 'ssh-keygen'].every(
  (name) => spawnSync(name, ['-?']).error === undefined,
);
const agents: ChildProcess[] = [];
afterAll(() => {
  for (const agent of agents) agent.kill();
});

async function startAgent(): Promise<string> {
  const socket = join(temporaryFolder(), 'agent');
  agents.push(spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' }));
  for (let tries = 0; tries < 100 && !existsSync(socket); tries += 1) await delay(20);
  return socket;
}

function addKey(socket: string, ...kind: string[]): string {
  const file = join(temporaryFolder(), 'key');
  execFileSync('ssh-keygen', ['-q', ...kind, '-N', '', '-f', file]);
  execFileSync('ssh-add', ['-q', file], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'ignore' });
  const key = parsePublicKey(readFileSync(`${file}.pub`, 'utf8'));
  return key.ok ? key.key.keyId : '';
}

describe.skipIf(!hasAgent)('a real ssh agent (skipped: OpenSSH is not installed)', () => {
  it.each([
    ['ed25519', ['-t', 'ed25519']],
    ['ECDSA P-256', ['-t', 'ecdsa', '-b', '256']],
  ])('signs a standard envelope with %s', async (_what, kind) => {
    const socket = await startAgent();
    const keyId = addKey(socket, ...kind);
    for (const asked of [undefined, keyId]) {
      const signer = await openAgentSigner(socket, asked);
      const bundle = await signer.signEnvelope(PAYLOAD_TYPE, Buffer.from('{}'));
      expect(signer.publicKey?.keyId).toBe(keyId);
      expect(verifyWithKey(bundle, signer.publicKey!)).toBe(true);
    }
  });

  it('is asked which key where it holds several, and its RSA keys do not count', async () => {
    const socket = await startAgent();
    addKey(socket, '-t', 'rsa', '-b', '3072');
    await expect(openAgentSigner(socket, undefined)).rejects.toMatchObject({ code: 'HYPER_AGENT_NO_KEY' });
    const ids = [addKey(socket, '-t', 'ed25519'), addKey(socket, '-t', 'ed25519')];
    expect(new Set((await listAgentKeys(socket)).map((key) => key.keyId))).toEqual(new Set(ids));
    await expect(openAgentSigner(socket, undefined)).rejects.toMatchObject({ code: 'HYPER_AGENT_NO_KEY' });
    expect((await openAgentSigner(socket, ids[1])).publicKey?.keyId).toBe(ids[1]);
  });

  it('that is locked holds no keys', async () => {
    const socket = await startAgent();
    const keyId = addKey(socket, '-t', 'ed25519');
    const signer = await openAgentSigner(socket, keyId);
    execFileSync('ssh-add', ['-q', '-D'], {
      env: { ...process.env, SSH_AUTH_SOCK: socket },
      stdio: 'ignore',
    });
    await expect(signer.signEnvelope(PAYLOAD_TYPE, Buffer.from('{}'))).rejects.toMatchObject({
      code: 'HYPER_AGENT_REFUSED',
    });
  });
});

/** An agent that gives each request the next of the answers, and hangs up where there is none. */
async function fakeAgent(...answers: readonly Uint8Array[]): Promise<string> {
  const socket = join(temporaryFolder(), 'agent');
  const rest = [...answers];
  const server = createServer((connection) => {
    connection.on('error', () => undefined);
    connection.once('data', () => connection.end(rest.shift() ?? ''));
  });
  server.listen(socket);
  server.unref();
  await once(server, 'listening');
  return socket;
}

const one = fixedKey('one').publicKey;
const identities = (...blobs: Uint8Array[]): Buffer => {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(blobs.length);
  return sshString(
    Buffer.concat([Buffer.from([12]), count, ...blobs.flatMap((blob) => [sshString(blob), sshString('')])]),
  );
};

describe('an agent that does not behave', () => {
  it.each([
    ['hangs up', []],
    ['answers with a failure', [sshString(Buffer.from([5]))]],
    ['promises more than it gives', [Buffer.from([0, 0, 1, 0, 12])]],
    ['promises 4 GiB', [Buffer.from([255, 255, 255, 255, 12])]],
    ['has four thousand million keys', [sshString(Buffer.from([12, 255, 255, 255, 255]))]],
    ['cuts its list short', [sshString(Buffer.from([12, 0, 0, 0, 2, 0, 0, 0, 1]))]],
  ])('is unavailable where it %s', async (_what, answers) => {
    const socket = await fakeAgent(...answers);
    await expect(listAgentKeys(socket)).rejects.toMatchObject({ code: 'HYPER_AGENT_UNAVAILABLE' });
  });

  it('is unavailable where there is none', async () => {
    for (const socket of [undefined, '', '/nowhere/agent']) {
      await expect(openAgentSigner(socket, undefined)).rejects.toMatchObject({
        code: 'HYPER_AGENT_UNAVAILABLE',
      });
    }
  });

  it('is not believed: a signature of another key is refused', async () => {
    const blob = Buffer.concat([sshString('ssh-ed25519'), sshString(Buffer.alloc(64))]);
    const socket = await fakeAgent(
      identities(toSshBlob(one)),
      sshString(Buffer.concat([Buffer.from([14]), sshString(blob)])),
    );
    const signer = await openAgentSigner(socket, one.keyId);
    await expect(signer.signEnvelope(PAYLOAD_TYPE, Buffer.from('{}'))).rejects.toMatchObject({
      code: 'HYPER_SIGNING_FAILED',
    });
  });

  it('does not count for keys that are weak or unknown', async () => {
    const weak = Buffer.concat([sshString('ssh-ed25519'), sshString(Buffer.alloc(32))]);
    const socket = await fakeAgent(identities(weak, sshString('ssh-dss'), Buffer.from('x')));
    expect(await listAgentKeys(socket)).toEqual([]);
  });
});
