import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createFilesContext } from '../../../src/adapters/files/index.ts';
import { packTar } from '../../../src/adapters/content/tar-writer.ts';
import { createTestContext } from '../../../src/adapters/test-runner/index.ts';
import { test } from '../../../src/operations/index.ts';
import type { Outcome, TestData, TestInput } from '../../../src/operations/index.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import { releasePath, releaseText, smallRegistry } from '../../build/manifests.ts';
import { testContext } from '../../build/registry-context.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { writeFiles } from '../../build/write-files.ts';

const TESTED = 'org.acme/tested';
const NODE = dirname(process.execPath);

interface Wanted {
  readonly name: string;
  readonly script: string;
  readonly more?: string;
}

function testsText(wanted: readonly Wanted[]): string {
  const rows = wanted.map(
    ({ name, script, more = '' }) =>
      `  - name: ${name}\n    command: [node, t.mjs]\n    files:\n      - path: t.mjs\n        text: ${JSON.stringify(script)}\n${more}`,
  );
  return `tests:\n${rows.join('')}`;
}

function contentText(bytes: Uint8Array, mediaType: string, rest: string): string {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return `content:\n  digests:\n    sha256: "${sha256}"\n  size: ${bytes.length}\n  mediaType: ${mediaType}\n${rest}`;
}

function registryWith(more: string, files: Record<string, Uint8Array> = {}): string {
  return createTestRepository({
    ...smallRegistry(),
    [releasePath(TESTED, '1.0.0')]: releaseText(TESTED, '1.0.0', more),
    ...files,
  }).folder;
}

function run(
  folder: string,
  input: Partial<TestInput> = {},
  signal?: AbortSignal,
): Promise<Outcome<TestData>> {
  const world = { ...testContext(folder), ...(signal === undefined ? {} : { signal }) };
  const context = createTestContext(world, {
    ...{ files: createFilesContext(process), folder, searchPath: `relative:${NODE}` },
    killGroup: (leader) => {
      process.kill(-leader, 'SIGKILL');
    },
  });
  return test.run(context, {
    ...{ registry: folder, at: undefined, namespace: undefined, target: TESTED, isRun: true, names: [] },
    ...{ content: undefined, timeoutSeconds: undefined, ...input },
  });
}

function results({ data }: Outcome<TestData>): string[] {
  return data.tests.map(({ name, result }) => `${name} ${result}`);
}

describe('test', () => {
  it('runs nothing unless it is told to', async () => {
    const witness = join(temporaryFolder(), 'ran');
    const script = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(witness)}, '');`;
    const folder = registryWith(testsText([{ name: 'writes', script }]));
    const shown = await run(folder, { isRun: false });
    expect(shown).toMatchObject({ verdict: 'pass', diagnostics: [], data: { isRun: false, passed: 0 } });
    expect(results(shown)).toEqual(['writes not-run']);
    expect(existsSync(witness)).toBe(false);
    expect(results(await run(folder))).toEqual(['writes passed']);
    expect(existsSync(witness)).toBe(true);
  });

  it('tells what passed and what did not, and what it printed', async () => {
    const folder = registryWith(
      testsText([
        { name: 'good', script: 'console.log("ok")', more: '    stdout: "ok\\n"\n' },
        { name: 'other-words', script: 'console.log("no")', more: '    stdout: "ok\\n"\n' },
        { name: 'fails', script: 'console.error("why"); process.exit(3)' },
        { name: 'fails-as-it-should', script: 'process.exit(3)', more: '    exitStatus: 3\n' },
      ]),
    );
    const outcome = await run(folder);
    expect(outcome.verdict).toBe('findings');
    expect(results(outcome)).toEqual([
      'good passed',
      'other-words failed',
      'fails failed',
      'fails-as-it-should passed',
    ]);
    expect(outcome.diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ['HYPER_TEST_FAILED', releasePath(TESTED, '1.0.0')],
      ['HYPER_TEST_FAILED', releasePath(TESTED, '1.0.0')],
    ]);
    expect(outcome.diagnostics.map(({ message }) => message)).toEqual([
      'the test "other-words" did not pass: it printed something else than the manifest says',
      'the test "fails" did not pass: it ended with 3, expected 0',
    ]);
    expect(outcome.data.tests[2]).toMatchObject({ exitStatus: 3, stderr: { text: 'why\n', bytes: 4 } });
    expect(results(await run(folder, { names: ['good'] }))).toEqual(['good passed']);
    expect(
      results(await run(folder, { target: join(folder, releasePath(TESTED, '1.0.0')), names: ['good'] })),
    ).toEqual(['good passed']);
  });

  it('refuses a name that the release does not declare, run or only shown', async () => {
    const folder = registryWith(testsText([{ name: 'good', script: '' }]));
    for (const isRun of [true, false]) {
      const asked = run(folder, { names: ['good', 'godo'], isRun });
      await expect(asked).rejects.toMatchObject({ code: 'HYPER_TEST_UNKNOWN', hint: 'its tests: good' });
    }
    const other = run(folder, { target: 'org.acme/parser', names: ['good'] });
    await expect(other).rejects.toMatchObject({ code: 'HYPER_TEST_UNKNOWN', hint: 'it declares none' });
  });

  it('gives a test an environment without secrets, an empty input, and a folder that goes', async () => {
    const script =
      'import { readFileSync } from "node:fs"; console.log(JSON.stringify({ env: Object.keys(process.env).sort(), input: readFileSync(0, "utf8"), path: process.env.PATH, here: process.cwd() }))';
    process.env['HYPER_PASSPHRASE'] = 'secret';
    const outcome = await run(registryWith(testsText([{ name: 'looks', script }])));
    delete process.env['HYPER_PASSPHRASE'];
    const seen = JSON.parse(outcome.data.tests[0]?.stdout?.text ?? '') as Record<string, unknown>;
    expect(seen).toMatchObject({
      env: ['CI', 'HOME', 'HYPER_TEST', 'LANG', 'PATH', 'TMPDIR', 'TZ'],
      ...{ input: '', path: NODE },
    });
    expect(existsSync(dirname(seen['here'] as string))).toBe(false);
  });

  it('ends a test at its limit with all that it started, and caps what it prints', async () => {
    const pids = join(temporaryFolder(), 'pid');
    const child = `import { spawn } from 'node:child_process'; import { writeFileSync } from 'node:fs';
const one = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
writeFileSync(${JSON.stringify(pids)}, String(one.pid)); setInterval(() => {}, 1000);`;
    const leaves = `import { spawn } from 'node:child_process'; import { writeFileSync } from 'node:fs';
const one = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
writeFileSync(${JSON.stringify(pids)}, String(one.pid)); one.unref(); process.exit(0);`;
    const folder = registryWith(
      testsText([
        { name: 'hangs', script: child },
        { name: 'leaves', script: leaves },
        { name: 'floods', script: 'process.stdout.write("x".repeat(200_000))' },
      ]),
    );
    const hung = await run(folder, { names: ['hangs'], timeoutSeconds: 1 });
    expect(results(hung)).toEqual(['hangs timeout']);
    expect(hung.diagnostics).toMatchObject([{ code: 'HYPER_TEST_TIMEOUT' }]);
    if (existsSync(pids)) await end(pids);
    expect(results(await run(folder, { names: ['leaves'] }))).toEqual(['leaves passed']);
    await end(pids);
    const flooded = await run(folder, { names: ['floods'] });
    expect(flooded.data.tests[0]?.stdout).toEqual({ text: 'x'.repeat(65_536), bytes: 200_000 });
  });

  it('says which program is missing, and that a release declares none', async () => {
    const folder = registryWith('tests:\n  - name: none\n    command: [no-such-program]\n');
    expect((await run(folder)).diagnostics).toMatchObject([{ code: 'HYPER_TEST_UNRUNNABLE' }]);
    expect(await run(folder, { target: 'org.acme/parser' })).toMatchObject({
      verdict: 'pass',
      data: { tests: [] },
    });
    await expect(run(folder, { target: join(folder, 'registry.yaml') })).rejects.toMatchObject({
      code: 'HYPER_PATH_UNKNOWN',
    });
  });
});

describe('the content of a test', () => {
  const list =
    'import { readdirSync } from "node:fs"; console.log(readdirSync(".", { recursive: true }).sort().join())';
  const tests = testsText([{ name: 'lists', script: list, more: '    content: here/it\n' }]);

  async function printed(folder: string, input: Partial<TestInput> = {}): Promise<string> {
    return (await run(folder, input)).data.tests[0]?.stdout?.text ?? '';
  }

  it('is a file, inline or a blob, or the files of an archive', async () => {
    const inline = contentText(Buffer.from('one\n'), 'text/plain', '  inline: |\n    one\n');
    expect(await printed(registryWith(inline + tests))).toBe('here,here/it,t.mjs\n');
    const packed = packTar([{ path: 'lib/a.js', bytes: Buffer.from('1'), isExecutable: false }]);
    const hex = createHash('sha256').update(packed).digest('hex');
    const path = `blobs/sha256/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}`;
    const blob = contentText(packed, 'application/x-tar', `  path: ${path}\n`);
    expect(await printed(registryWith(blob + tests, { [path]: packed }))).toBe(
      'here,here/it,here/it/lib,here/it/lib/a.js,t.mjs\n',
    );
  });

  it('that is elsewhere can be given, and is checked before anything runs', async () => {
    const bytes = Buffer.from('the content');
    const folder = registryWith(contentText(bytes, 'text/plain', '  uri: https://example.org/x\n') + tests);
    await expect(run(folder)).rejects.toMatchObject({ code: 'HYPER_TEST_CONTENT' });
    const place = temporaryFolder();
    writeFiles(place, { right: bytes, wrong: Buffer.from('other words') });
    expect(await printed(folder, { content: join(place, 'right') })).toBe('here,here/it,t.mjs\n');
    await expect(run(folder, { content: join(place, 'wrong') })).rejects.toMatchObject({
      code: 'HYPER_CONTENT_MISMATCH',
    });
  });
});

/** Waits until the process is gone that a file names: the system takes its time to end what was killed. */
async function end(file: string): Promise<void> {
  while (isRunning(file)) await setTimeout(10);
}

/** Whether the process still runs; what was ended and not yet collected does not count. */
function isRunning(file: string): boolean {
  const pid = readFileSync(file, 'utf8');
  try {
    return !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
