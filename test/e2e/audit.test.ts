import { expect, it } from 'vitest';
import { createTestRepository } from '../build/git-repository.ts';
import { namespace, registryText, release } from '../build/manifests.ts';
import { hyper, startHyper } from './run-hyper.ts';

const REGISTRY = { 'registry.yaml': registryText(), ...namespace('org.acme') };

it('follows what is committed, and ends quietly at Ctrl-C (K09)', async () => {
  const repository = createTestRepository(REGISTRY);
  const running = startHyper(['audit', '--follow', '--interval', '1'], { cwd: repository.folder });
  await running.seen('namespace.create');
  repository.write(release('org.acme/parser', '1.0.0'));
  repository.commit('Publish', 1);
  await running.seen('publish');
  running.kill('SIGINT');
  const { status, stdout, stderr } = await running.ended;
  expect(status).toBe(130);
  expect(stdout.match(/org\.acme\/parser@1\.0\.0/gu)).toHaveLength(1);
  expect(stderr).not.toContain('error');
});

it('refuses times and namespaces that are none', () => {
  const { folder } = createTestRepository(REGISTRY);
  expect(hyper(['audit', '--since', 'yesterday'], { cwd: folder }).status).toBe(2);
  expect(hyper(['audit', 'Org..acme'], { cwd: folder })).toMatchObject({ stdout: '' });
  expect(hyper(['audit', 'org.acme', '--until', '2024-12-31'], { cwd: folder })).toMatchObject({
    ...{ status: 0, stdout: 'nothing was done in org.acme that fits\n' },
  });
});
