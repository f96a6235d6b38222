import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createTestRepository } from '../build/git-repository.ts';
import { namespace, registryText, release, releasePath } from '../build/manifests.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { HYPER, cleanEnvironment } from './run-hyper.ts';

interface Job {
  readonly script: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly allow_failure: { readonly exit_codes: number };
}

const FILE = new URL('../../templates/gitlab/gitlab-ci.yml', import.meta.url);
const { hyper: job } = parse(readFileSync(FILE, 'utf8')) as { hyper: Job };

/** Runs the job's script as a runner does: the lines in one shell that ends at the first that fails. */
function runJob(folder: string, base: string, head: string): { status: number | null; output: string } {
  const bin = join(temporaryFolder(), 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'hyper'), `#!/bin/sh\nexec "${process.execPath}" "${HYPER}" "$@"\n`);
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\nexit 0\n');
  for (const name of ['hyper', 'npm']) chmodSync(join(bin, name), 0o755);
  const env = {
    ...cleanEnvironment({ ...job.variables, CI_MERGE_REQUEST_DIFF_BASE_SHA: base, CI_COMMIT_SHA: head }),
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
  };
  const result = spawnSync('sh', ['-e', '-c', job.script.join('\n')], { cwd: folder, env, encoding: 'utf8' });
  return { status: result.status, output: result.stdout + result.stderr };
}

describe('the job for GitLab', () => {
  const repository = createTestRepository({
    'registry.yaml': registryText(),
    ...namespace('org.acme'),
    ...release('org.acme/parser', '1.0.0'),
  });
  const base = repository.git('rev-parse', 'HEAD');

  it('leaves a release by somebody unknown to people, with a warning', () => {
    repository.write(release('org.acme/parser', '1.1.0'));
    const { status, output } = runJob(repository.folder, base, repository.commit('Publish', 1));
    expect(status, output).toBe(job.allow_failure.exit_codes);
    expect(existsSync(join(repository.folder, 'hyper.sarif'))).toBe(true);
    expect(output).toContain('org.acme/parser');
  });

  it('refuses a published release that is changed, whatever a branch is called (C02)', () => {
    repository.git('checkout', '-q', '-b', '$(id>canary)', base);
    const path = releasePath('org.acme/parser', '1.0.0');
    const text = readFileSync(join(repository.folder, path), 'utf8');
    repository.write({ [path]: text.replace('MIT', 'ISC') });
    const { status, output } = runJob(repository.folder, base, repository.commit('$(touch canary)', 2));
    expect(status, output).toBe(1);
    expect(existsSync(join(repository.folder, 'canary'))).toBe(false);
  });
});
