import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { scanSecrets } from '../../src/adapters/secrets/index.ts';
import { privateKeysIn, secretFaults } from '../../src/gate/index.ts';
import { PLAIN_PAINT, renderReport, toReport } from '../../src/report/index.ts';
import { createChangeRepository } from '../build/change-repository.ts';
import { releaseText } from '../build/manifests.ts';
import { runCi } from '../build/run-ci.ts';

const EXAMPLE = join(import.meta.dirname, '../../registry-example');
const REAL_DATA = process.env['HYPER_REAL_DATA'];

/** Made here from two halves, so that no scanner of this repository stumbles over them. */
const SECRETS: readonly (readonly [name: string, value: string])[] = [
  ['GitHub token', ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_')],
  ['npm token', ['npm', 'xoKLdRwrq8HrXqWK4qcLGZoyDjRVr42GSjRe'].join('_')],
  ['Slack token', ['xoxb', '123456789012', '1234567890123', 'abcdefghijklmnopqrstuvwx'].join('-')],
  ['basic auth', ['https://user', 'passw0rdXy@example.org/path'].join(':')],
  ['private key', ['-----BEGIN PRIVATE', 'KEY-----'].join(' ')],
  ['OpenSSH key', ['-----BEGIN OPENSSH PRIVATE', 'KEY-----'].join(' ')],
  ['PGP key', ['-----BEGIN PGP PRIVATE KEY', 'BLOCK-----'].join(' ')],
];
const [, TOKEN] = SECRETS[0] ?? ['', ''];

async function faultsIn(text: string, path = 'README.md'): Promise<readonly string[]> {
  const found = [...privateKeysIn(text), ...((await scanSecrets([text]))[0] ?? [])];
  return secretFaults({ path, text, isAtHead: true }, found).map(({ code }) => code);
}

const repository = createChangeRepository();
const README = 'namespaces/org/acme/parser/README.md';

describe('secrets in a change', () => {
  it.each(SECRETS)('are found: %s (L01)', async (_, value) => {
    expect(await faultsIn(`# Parser\n\nuse ${value} to log in\n`)).toEqual(['HYPER_SECRET_FOUND']);
  });

  it('are told with their place and without their value, in every format (L01, C19)', async () => {
    const release = 'namespaces/org/acme/parser/1.2.0.yaml';
    const text = releaseText(
      'org.acme/parser',
      '1.2.0',
      `annotations:\n  note: ${TOKEN}\nunknown: ${TOKEN}\n`,
    );
    const head = repository.change({ [README]: `# Parser\n\ntoken ${TOKEN}\n`, [release]: text });
    const outcome = await runCi(repository.folder, { base: repository.base, head });
    expect(outcome.diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'HYPER_SECRET_FOUND',
        path: README,
        span: expect.objectContaining({ start: { line: 3, column: 7, offset: 16 } }) as unknown,
      }),
    );
    for (const format of ['table', 'json', 'github', 'sarif', 'markdown', 'yaml'] as const) {
      const rendered = await renderReport(toReport('ci', outcome), {
        format,
        width: 200,
        paint: PLAIN_PAINT,
        isQuiet: false,
      });
      expect(rendered.stdout + rendered.stderr).toContain('HYPER_SECRET_FOUND');
      expect(rendered.stdout + rendered.stderr).not.toContain(TOKEN);
    }
  });

  it('are found in a commit that a later one takes back (C18)', async () => {
    const bad = repository.change({ [README]: `# Parser\n\ntoken ${TOKEN}\n` });
    const head = repository.change({ [README]: '# Parser\n' }, bad);
    const { verdict, diagnostics } = await runCi(repository.folder, { base: repository.base, head });
    expect(verdict).toBe('findings');
    expect(diagnostics.map(({ code, path, span }) => [code, path, span])).toEqual([
      ['HYPER_SECRET_FOUND', README, undefined],
    ]);
  });

  it('are found in what a commit says of itself, and not repeated (L01, C19)', async () => {
    const head = repository.change({ [README]: '# Parser\n\nMore.\n' });
    const tree = repository.git('rev-parse', `${head}^{tree}`);
    const message = `Say more\n\nas of ${TOKEN}\n`;
    const bad = repository.git('commit-tree', tree, '-p', repository.base, '-m', message);
    const last = repository.git('commit-tree', tree, '-p', bad, '-m', 'Say no more');
    const { verdict, diagnostics } = await runCi(repository.folder, { base: repository.base, head: last });
    expect(verdict).toBe('findings');
    expect(diagnostics.filter(({ code }) => code === 'HYPER_SECRET_FOUND')).toEqual([
      expect.objectContaining({
        message: expect.stringContaining(`in line 3 of the message of commit ${bad.slice(0, 12)}`) as string,
      }),
    ]);
    expect(JSON.stringify(diagnostics)).not.toContain(TOKEN);
  });

  it('are found outside the folders of the registry', async () => {
    const head = repository.change({ 'docs/setup.md': `token ${TOKEN}\n` });
    const { diagnostics } = await runCi(repository.folder, { base: repository.base, head });
    expect(diagnostics.map(({ code, path }) => [code, path])).toContainEqual([
      'HYPER_SECRET_FOUND',
      'docs/setup.md',
    ]);
  });

  it('are told of the text that holds them, among many texts', async () => {
    const texts = Array.from({ length: 2000 }, (_, number) =>
      `text ${number} ${number % 500 === 7 ? TOKEN : ''}\n`.repeat((number % 3) + 1),
    );
    const found = await scanSecrets(texts);
    const holders = found.flatMap((secrets, at) =>
      secrets.map(({ start, end }) => [at, texts[at]?.slice(start, end)]),
    );
    expect(new Set(holders.map(([at]) => at))).toEqual(new Set([7, 507, 1007, 1507]));
    expect(new Set(holders.map(([, value]) => value))).toEqual(new Set([TOKEN]));
  });

  it('are not seen in digests, public keys and signatures of the example registry (L02)', async () => {
    const files = readdirSync(EXAMPLE, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(300);
    const alarms: string[] = [];
    for (const { parentPath, name } of files) {
      const found = await faultsIn(readFileSync(join(parentPath, name), 'utf8'), name);
      if (found.length > 0) alarms.push(name);
    }
    expect(alarms).toEqual([]);
  });

  it.skipIf(REAL_DATA === undefined || !existsSync(REAL_DATA))(
    'are not seen in releases of real registries (L02)',
    async () => {
      for (const file of ['purescript.jsonl.gz', 'bcr.jsonl.gz']) {
        const lines = gunzipSync(readFileSync(join(REAL_DATA ?? '', file)))
          .toString('utf8')
          .split('\n');
        const text = lines.slice(0, 4000).join('\n');
        expect(await faultsIn(text, 'data.json')).toEqual([]);
      }
    },
  );
});
