import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestRepository } from '../build/git-repository.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { EXAMPLE, HYPER, cleanEnvironment, hyper, startHyper } from './run-hyper.ts';
import type { HyperResult } from './run-hyper.ts';

const PASSPHRASE = 'correct-horse-battery-staple-4711';
const room = temporaryFolder();
const base = { HOME: room, HYPER_PASSPHRASE: PASSPHRASE };
const run = (words: readonly string[], env: Readonly<Record<string, string>> = base): HyperResult =>
  hyper(['key', ...words], { cwd: room, env });

interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly hint?: string }[];
  readonly data: { readonly keyId: string; readonly path: string; readonly text: string } | null;
}

const reportOf = ({ stdout }: HyperResult): Report => JSON.parse(stdout) as Report;
const codeOf = (result: HyperResult): string | undefined => reportOf(result).diagnostics[0]?.code;

describe('hyper key', () => {
  it.each(['ed25519', 'ecdsa-p256', 'rsa-pss'])('makes, lists and exports a key: %s', (algorithm) => {
    const made = run(['generate', `my-${algorithm}`, '--algorithm', algorithm, '--json']);
    expect([made.status, made.stderr]).toEqual([0, '']);
    const { data } = reportOf(made);
    expect(data?.path).toBe(join(room, '.config', 'hyper', 'keys', `my-${algorithm}.key`));
    expect(run(['list']).stdout).toContain(data?.keyId);
    const pem = run(['export', `my-${algorithm}`]).stdout;
    const der = execFileSync('openssl', ['pkey', '-pubin', '-outform', 'DER'], { input: pem });
    const sum = execFileSync('sha256sum', { input: der }).toString().slice(0, 64);
    expect(`sha256:${sum}`).toBe(data?.keyId);
    const yaml = run(['export', data?.keyId ?? '', '--format', 'yaml']).stdout;
    expect(yaml).toMatch(
      /^- keyId: sha256:[0-9a-f]{64}\n {2}label: "my-[a-z0-9-]+"\n {2}algorithm: [a-z0-9-]+\n {2}publicKey: [A-Za-z0-9+/=]+\n {2}createdAt: "[0-9TZ:-]{20}"\n$/u,
    );
  });

  it('exports what a namespace can list, and validate accepts', () => {
    run(['generate', 'listed', '--no-passphrase', '--quiet'], { HOME: room });
    const entry = run(['export', 'listed', '--format', 'yaml']).stdout.replaceAll(/^/gmu, '    ').trimEnd();
    const folder = join(temporaryFolder(), 'registry');
    hyper(['init', folder, '--namespaces', 'org.acme'], { cwd: room, env: base });
    const path = join(folder, 'namespaces', 'org', 'acme', 'namespace.yaml');
    const text = readFileSync(path, 'utf8').replace(/^signing:\n(?: .*\n)*/mu, '');
    writeFileSync(path, `${text}signing:\n  threshold: 1\n  keys:\n${entry}\n`);
    expect(hyper(['validate', folder], { cwd: room, env: base })).toMatchObject({ status: 0 });
  });

  it('ends by a signal while it waits for a pipe to which nobody writes (K09)', async () => {
    const pipe = join(room, 'silent.key');
    execFileSync('mkfifo', [pipe]);
    const running = startHyper(['sign', '--all', 'lib', '--key', pipe], { cwd: EXAMPLE });
    // Opened only once hyper opens it to read.
    const writer = await open(pipe, 'w');
    running.kill('SIGTERM');
    running.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ status: null, signal: 'SIGTERM', stdout: '' });
    await writer.close();
  });

  it('takes the passphrase from a descriptor', () => {
    const file = join(room, 'passphrase');
    writeFileSync(file, `${PASSPHRASE}\n`);
    const command = `exec "${process.execPath}" "${HYPER}" key generate from-fd --passphrase-fd 3 --json 3< "${file}"`;
    const made = spawnSync('sh', ['-c', command], {
      env: cleanEnvironment({ HOME: room }),
      encoding: 'utf8',
    });
    expect([made.status, made.stderr]).toEqual([0, '']);
  });

  it('has no flag that takes a passphrase, and refuses one (S22)', () => {
    for (const words of [['--passphrase', PASSPHRASE], [`--passphrase=${PASSPHRASE}`]]) {
      const refused = run(['generate', 'argv', ...words], { HOME: room });
      expect(refused.status).toBe(2);
    }
    expect(existsSync(join(room, '.config', 'hyper', 'keys', 'argv.key'))).toBe(false);
  });

  it('refuses a folder in a repository and an open key file (S22)', () => {
    const repository = createTestRepository({ 'README.md': 'x' });
    const tracked = run(['generate', 'a', '--keys', repository.folder, '--json']);
    expect([tracked.status, codeOf(tracked)]).toEqual([3, 'HYPER_KEY_FOLDER_TRACKED']);
    mkdirSync(join(room, 'open'));
    writeFileSync(join(room, 'open', 'a.key'), 'x', { mode: 0o644 });
    const exposed = run(['export', 'a', '--keys', join(room, 'open'), '--json']);
    expect([exposed.status, codeOf(exposed)]).toEqual([3, 'HYPER_KEY_FILE_EXPOSED']);
  });

  it('is stopped by a full disk with nothing lost (K03)', () => {
    const disk = join(room, 'disk');
    mkdirSync(disk);
    const script = `mount -t tmpfs -o size=64k tmpfs "${disk}" && dd if=/dev/zero of="${disk}/fill" bs=1k status=none; exec "${process.execPath}" "${HYPER}" key generate full --keys "${disk}/keys" --json`;
    const made = spawnSync('unshare', ['-rm', 'sh', '-c', script], {
      env: cleanEnvironment(base),
      encoding: 'utf8',
    });
    if (made.error !== undefined || /unshare|mount:/u.test(made.stderr)) {
      console.log(
        'skipped: this machine lets nobody mount a tmpfs; the injected errors of key-folder.test.ts stand in',
      );
      return;
    }
    expect([made.status, codeOf({ ...made, signal: null })]).toEqual([3, 'HYPER_FILE_UNWRITABLE']);
  });
});

describe('no secret is ever printed (C19)', () => {
  const secrets = new Set([PASSPHRASE, 'another-wrong-passphrase-0815']);
  run(['generate', 'plain', '--no-passphrase']);
  run(['generate', 'sealed']);
  const folder = join(room, '.config', 'hyper', 'keys');
  const pem = readFileSync(join(folder, 'plain.key'), 'utf8');
  const body = pem.split('\n')[1] ?? '';
  const { d = '' } = createPrivateKey(pem).export({ format: 'jwk' });
  const seed = Buffer.from(d, 'base64url');
  for (const text of [body, body.slice(-24), d, seed.toString('hex'), seed.toString('base64')])
    secrets.add(text);

  const damaged = join(room, 'damaged');
  mkdirSync(damaged);
  writeFileSync(join(damaged, 'short.key'), pem.slice(0, 70), { mode: 0o600 });
  writeFileSync(join(damaged, 'garbled.key'), pem.replace('PRIVATE', 'PRIV4TE'), { mode: 0o600 });
  writeFileSync(join(damaged, 'json.key'), `{"format": "hyper-private-key", "ciphertext": "${body}"`, {
    mode: 0o600,
  });
  writeFileSync(join(damaged, 'notes.key'), `${PASSPHRASE}\n${body}`, { mode: 0o600 });

  const words: readonly (readonly string[])[] = [
    ['generate', 'sealed'],
    ['generate', 'new'],
    ['generate', 'new2', '--no-passphrase'],
    ['generate', '../x'],
    ['generate', 'x', '--algorithm', 'none'],
    ['generate', 'x', '--keys', '/proc/nowhere'],
    ['generate', 'x', '--passphrase-fd', '77'],
    ['generate', 'x', '--keys', join(folder, 'plain.key')],
    ['list'],
    ['list', '--keys', damaged],
    ['list', '--keys', join(folder, 'plain.key')],
    ['export', 'plain'],
    ['export', 'sealed', '--format', 'yaml'],
    ['export', 'short', '--keys', damaged],
    ['export', 'garbled', '--keys', damaged],
    ['export', 'json', '--keys', damaged],
    ['export', 'notes', '--keys', damaged],
    ['export', damaged],
    ['export', '/etc/shadow-'],
  ];

  it.each(words.map((each) => [each.join(' '), each] as const))('hyper key %s', (_name, each) => {
    for (const more of [
      ['--output', 'json'],
      ['--output', 'yaml'],
      ['--trace'],
      ['--debug', '--trace', '--json'],
    ]) {
      const { stdout, stderr } = run([...each, ...more]);
      expect(stdout + stderr).not.toBe('');
      for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
    }
  });

  it('also not where the program crashes, or dumps a report of itself', () => {
    const reports = join(room, 'reports');
    mkdirSync(reports);
    const hook = join(room, 'crash.cjs');
    writeFileSync(
      hook,
      `const crypto = require('node:crypto'); const real = crypto.scrypt;
crypto.scrypt = () => { throw new TypeError('forced crash'); };
require('node:module').syncBuiltinESMExports();`,
    );
    const env = {
      ...base,
      NODE_OPTIONS: `--require ${hook} --report-uncaught-exception --report-directory=${reports}`,
    };
    const crashed = run(['generate', 'crash', '--trace'], env);
    expect([crashed.status, crashed.stderr.includes('forced crash')]).toEqual([70, true]);
    for (const secret of secrets) expect(crashed.stdout + crashed.stderr).not.toContain(secret);
    expect(readdirSync(reports)).toEqual([]);
    expect(existsSync(join(folder, 'crash.key'))).toBe(false);
  });

  it('nor written to any other file of the folder of keys', () => {
    const sealed = readFileSync(join(folder, 'sealed.key'), 'utf8');
    for (const secret of secrets) expect(sealed).not.toContain(secret);
    expect(readdirSync(folder).filter((name) => !name.endsWith('.key'))).toEqual([]);
  });
});

const hasTerminal = spawnSync('script', ['--version']).error === undefined;

/** Runs the command at a terminal of its own and types an answer after each prompt. */
function atTerminal(
  words: readonly string[],
  answers: readonly string[],
): Promise<{ status: number | null; screen: string }> {
  return new Promise((resolve, reject) => {
    const command = [process.execPath, HYPER, ...words].map((word) => `'${word}'`).join(' ');
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      env: cleanEnvironment({ HOME: room }),
      stdio: 'pipe',
    });
    let screen = '';
    const rest = [...answers];
    let seen = 0;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      screen += text;
      if (!/(?:passphrase of [^:]*|again): $/iu.test(screen.slice(seen))) return;
      seen = screen.length;
      child.stdin.write(rest.shift() ?? '\u0003');
    });
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, screen });
    });
  });
}

describe.skipIf(!hasTerminal)('the prompt for a passphrase (skipped: there is no script program)', () => {
  it('asks twice and shows nothing of what is typed', async () => {
    const { status, screen } = await atTerminal(
      ['key', 'generate', 'typed'],
      ['typed wordx\u007fs\r', 'typed words\r'],
    );
    expect(screen).toContain('New passphrase of "typed": ');
    expect([status, screen.includes('sha256:')]).toEqual([0, true]);
    for (const part of ['typed w', 'word', '*']) expect(screen).not.toContain(part);
  });

  it('refuses two that differ, and writes nothing', async () => {
    const { status, screen } = await atTerminal(
      ['key', 'generate', 'differs'],
      ['typed words\r', 'other words\r'],
    );
    expect([status, screen.includes('HYPER_PASSPHRASE_DIFFERS')]).toEqual([2, true]);
    expect(existsSync(join(room, '.config', 'hyper', 'keys', 'differs.key'))).toBe(false);
  });

  it('is left by Ctrl-C with status 130, nothing written and the terminal as it was (K09)', async () => {
    const command = `"${process.execPath}" "${HYPER}" key generate stopped; echo "status $?"; stty -a`;
    const { screen } = await atShell(command);
    expect(screen).toContain('status 130');
    expect(screen).toMatch(/(?<!-)\becho\b/u);
    expect(existsSync(join(room, '.config', 'hyper', 'keys', 'stopped.key'))).toBe(false);
  });
});

function atShell(command: string): Promise<{ screen: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qec', `sh -c '${command}'`, '/dev/null'], {
      env: cleanEnvironment({ HOME: room }),
      stdio: 'pipe',
    });
    let screen = '';
    let isSent = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      screen += text;
      if (isSent || !screen.includes('passphrase of')) return;
      isSent = true;
      child.stdin.write('abc\u0003');
    });
    child.on('error', reject);
    child.on('close', () => {
      resolve({ screen });
    });
  });
}
