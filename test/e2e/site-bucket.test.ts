import { execFile } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareText } from '../../src/core/index.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { startBucket } from './bucket-server.ts';
import type { Bucket } from './bucket-server.ts';
import { EXAMPLE, hyper } from './run-hyper.ts';

const AWS = process.env['AWS'] ?? '/usr/bin/aws';
const WHY_NOT = existsSync(AWS) ? '' : ` (skipped: no aws at ${AWS}; set AWS)`;
const FOR_EVER = 'max-age=31536000, immutable';
/** Each is most of a second of the client's own. */
const PATIENCE_MS = 120_000;

describe.skipIf(WHY_NOT !== '')(`the commands for a bucket in docs/site.md${WHY_NOT}`, () => {
  const folder = temporaryFolder();
  const site = join(folder, 'site');
  const docs = readFileSync(new URL('../../docs/site.md', import.meta.url), 'utf8');
  const commands = (/^```text\n(aws [\s\S]*?)^```$/mu.exec(docs)?.[1] ?? '').trimEnd().split('\n');
  let bucket: Bucket;
  let wroteFirst: readonly string[] = [];

  async function run(command: string | undefined): Promise<void> {
    const words = (command ?? '').replace('s3://BUCKET', 's3://harbour').replace(/^aws /u, '');
    const env = {
      PATH: '/usr/bin:/bin',
      HOME: folder,
      AWS_ACCESS_KEY_ID: 'nobody',
      AWS_SECRET_ACCESS_KEY: 'nothing',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const line = `exec '${AWS}' --endpoint-url '${bucket.address}' --no-cli-pager ${words}`;
    await promisify(execFile)('/bin/sh', ['-c', line], { cwd: folder, env });
  }

  const filesOf = (): string[] =>
    readdirSync(site, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(site.length + 1))
      .filter((path) => !path.startsWith('.'))
      .sort(compareText);
  const keys = (): string[] => [...bucket.objects.keys()].sort(compareText);
  const isNamedByDigest = (path: string): boolean =>
    /^(?:assets\/.*|search\/[0-9a-f]{2}\/[0-9a-f]+\.bin)$/u.test(path);

  beforeAll(async () => {
    expect(hyper(['build', EXAMPLE, '--out', site, '--quiet'], { cwd: EXAMPLE }).stderr).toBe('');
    // A part of it shows as much, in less time.
    for (const name of ['api', 'artifacts', 'blobs', 'locks', 'namespaces', 'schemas'])
      rmSync(join(site, name), { recursive: true });
    bucket = await startBucket('harbour');
    await run(commands[0]);
    wroteFirst = [...bucket.writes];
    for (const command of commands.slice(1)) await run(command);
  }, PATIENCE_MS);

  afterAll(() => {
    bucket.close();
  });

  it('are four, and copy what is named by its digest first', () => {
    expect(commands).toHaveLength(4);
    expect([...wroteFirst].sort(compareText)).toEqual(filesOf().filter(isNamedByDigest));
    expect(wroteFirst.some((path) => path.startsWith('search/'))).toBe(true);
  });

  it('copy every file once, and nothing of the build itself', () => {
    expect(existsSync(join(site, '.hyper-build'))).toBe(true);
    expect(keys()).toEqual(filesOf());
    expect([...bucket.writes].sort(compareText)).toEqual(filesOf());
  });

  it('let what is named by its digest be kept for ever, and nothing else', () => {
    const told = [...bucket.objects].map(([key, { cacheControl }]) => [key, cacheControl]);
    expect(told).toEqual(told.map(([key = '']) => [key, isNamedByDigest(key) ? FOR_EVER : 'no-cache']));
    expect(told.some(([key]) => key?.startsWith('search/rows-'))).toBe(true);
  });

  it('say of each file what it is', () => {
    const typeOf = (ending: string): Set<string | undefined> =>
      new Set([...bucket.objects].filter(([key]) => key.endsWith(ending)).map(([, { type }]) => type));
    expect(typeOf('.html')).toEqual(new Set(['text/html']));
    expect(typeOf('.css')).toEqual(new Set(['text/css']));
    expect(typeOf('.json')).toEqual(new Set(['application/json']));
    expect([...typeOf('.js')].every((type) => type?.endsWith('/javascript'))).toBe(true);
  });

  it('make it answer for folders, and with the page of the site where there is nothing', () => {
    expect(bucket.website).toContain('<Suffix>index.html</Suffix>');
    expect(bucket.read('/search/')).toMatchObject({ status: 200, object: { type: 'text/html' } });
    const missing = bucket.read('/nothing/here/');
    expect(missing).toMatchObject({ status: 404, object: { type: 'text/html' } });
    expect(missing.object?.bytes.toString('utf8')).toContain('<main id="content">');
  });

  it(
    'bring what changed the next time, and take away what is gone',
    async () => {
      appendFileSync(join(site, 'index.html'), '<!-- another -->\n');
      const [gone = ''] = filesOf().filter(isNamedByDigest);
      rmSync(join(site, gone));
      bucket.writes.length = 0;
      for (const command of commands.slice(0, 3)) await run(command);
      expect(bucket.writes).toEqual(['index.html']);
      expect(bucket.objects.get('index.html')?.cacheControl).toBe('no-cache');
      expect(keys()).toEqual(filesOf());
      expect(bucket.objects.has(gone)).toBe(false);
    },
    PATIENCE_MS,
  );
});
