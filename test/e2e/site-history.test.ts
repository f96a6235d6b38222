import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compareText } from '../../src/core/index.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { EXAMPLE, hyper } from './run-hyper.ts';

const PERSON = ['-c', 'user.name=Kim', '-c', 'user.email=kim@example.org', '-c', 'commit.gpgsign=false'];

function git(folder: string, ...words: string[]): string {
  return execFileSync('git', [...PERSON, ...words], { cwd: folder, encoding: 'utf8' });
}

function commit(folder: string, message: string): void {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '-m', message);
}

/** Every file of a site, but the two that say how it was built. */
function filesOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return new Map(
    files
      .map((file) => join(file.parentPath, file.name))
      .sort(compareText)
      .map((path) => [path.slice(folder.length), readFileSync(path, 'latin1')]),
  );
}

describe('hyper build --history', () => {
  it('tells every act of the whole history, the same from a former output and from nothing', () => {
    const folder = join(temporaryFolder(), 'registry');
    cpSync(EXAMPLE, folder, { recursive: true });
    git(folder, 'init', '--quiet', '--initial-branch=main');
    commit(folder, 'Begin');
    expect(hyper(['build', '--history', '--out', 'site'], { cwd: folder }).status).toBe(0);
    const note = 'namespaces/lib/money/namespace.yaml';
    appendFileSync(join(folder, note), 'contact: https://money.example.org/help\n');
    git(folder, 'add', note);
    commit(folder, 'Say where to ask');
    expect(hyper(['build', '--at', 'HEAD', '--history', '--out', 'site'], { cwd: folder }).status).toBe(0);
    const fresh = { cwd: folder, env: { HOME: temporaryFolder() } };
    const other = temporaryFolder();
    expect(hyper(['build', '--at', 'HEAD', '--history', '--out', join(other, 'site')], fresh).status).toBe(0);
    const files = filesOf(join(folder, 'site'));
    expect(files).toEqual(filesOf(join(other, 'site')));
    const page = JSON.parse(files.get('/api/v1/namespaces/lib/money/history.json') ?? '') as {
      events: { operation: string; by: string[]; details: string }[];
    };
    expect(page.events.at(-1)).toMatchObject({
      operation: 'namespace.update',
      by: ['Kim'],
      details: 'contact',
    });
    expect(page.events.some(({ operation }) => operation === 'publish')).toBe(true);
  });

  it('is refused in a clone that lacks a part of it', () => {
    const folder = join(temporaryFolder(), 'registry');
    cpSync(EXAMPLE, folder, { recursive: true });
    git(folder, 'init', '--quiet', '--initial-branch=main');
    commit(folder, 'Begin');
    git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'Go on');
    const clone = join(temporaryFolder(), 'clone');
    git(folder, 'clone', '--quiet', '--depth=1', pathToFileURL(folder).href, clone);
    const { status, stderr } = hyper(['build', '--history', '--out', 'site'], { cwd: clone });
    expect(stderr).toContain('HYPER_REPOSITORY_SHALLOW');
    expect(status).toBeGreaterThan(0);
    expect(readdirSync(clone)).not.toContain('site');
  });
});
