import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { testGitEnvironment } from '../../build/git-repository.ts';
import { fullName } from '../state.ts';
import type { JobWorld } from './job-world.ts';

const run = promisify(execFile);

/** Stands in for the actions of others that our workflows use: what they do with their inputs, on this runner. */
export async function runKnownAction(
  name: string,
  inputs: Readonly<Record<string, string>>,
  world: JobWorld,
): Promise<Readonly<Record<string, string>>> {
  switch (name) {
    case 'actions/checkout':
      return checkout(inputs, world);
    case 'actions/setup-node':
      return {};
    case 'actions/upload-artifact':
      return upload(inputs['name'] ?? 'artifact', inputs['path'] ?? '', world);
    case 'actions/upload-pages-artifact':
      return upload('github-pages', inputs['path'] ?? '', world);
    case 'actions/download-artifact':
      return download(inputs, world);
    case 'actions/deploy-pages':
      return deploy(world);
    default:
      throw new Error(`no action ${name} in this world`);
  }
}

/** Fetches over git's protocol with the job's token, and checks out; credentials are kept unless told otherwise. */
async function checkout(
  inputs: Readonly<Record<string, string>>,
  world: JobWorld,
): Promise<Record<string, string>> {
  const { trigger, github, token } = world;
  const folder = resolve(world.runner.workspace, inputs['path'] ?? '.');
  mkdirSync(folder, { recursive: true });
  const wanted = inputs['ref'] === undefined || inputs['ref'] === '' ? trigger.sha : inputs['ref'];
  const header = `http.extraHeader=Authorization: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  const git = async (...args: string[]): Promise<void> => {
    await run('git', args, { cwd: folder, env: testGitEnvironment() });
  };
  await git('init', '-q', '-b', 'main', '--template=', '.');
  await git('remote', 'add', 'origin', `${github.url}/${fullName(trigger.repository)}.git`);
  const isWhole = inputs['fetch-depth'] === '0';
  const refs = isWhole
    ? ['+refs/heads/*:refs/remotes/origin/*', `+${wanted}:refs/remotes/wanted`]
    : [`+${wanted}:refs/remotes/wanted`];
  await git('-c', header, 'fetch', '-q', '--no-tags', ...(isWhole ? [] : ['--depth=1']), 'origin', ...refs);
  await git('-c', 'advice.detachedHead=false', 'checkout', '-q', '--detach', 'refs/remotes/wanted');
  if (inputs['persist-credentials'] !== 'false')
    await git('config', header.split('=')[0] ?? '', header.slice(header.indexOf('=') + 1));
  return {};
}

function upload(name: string, path: string, { trigger, run: number }: JobWorld): Record<string, string> {
  const files = new Map<string, Uint8Array>();
  for (const place of path.split('\n').filter(Boolean)) {
    const isFolder = statSync(place).isDirectory();
    const found = isFolder ? filesBelow(place) : [place];
    for (const file of found)
      files.set(relative(isFolder ? place : dirname(place), file), readFileSync(file));
  }
  trigger.repository.artifacts.push({ run: number, name, files });
  return {};
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function download(inputs: Readonly<Record<string, string>>, world: JobWorld): Record<string, string> {
  const number = inputs['run-id'] === undefined ? world.run : Number(inputs['run-id']);
  const artifact = world.trigger.repository.artifacts.find(
    (each) => each.run === number && each.name === inputs['name'],
  );
  if (artifact === undefined) throw new Error(`no artifact ${inputs['name'] ?? ''} of run ${String(number)}`);
  const folder = resolve(world.runner.workspace, inputs['path'] ?? '.');
  for (const [path, bytes] of artifact.files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return {};
}

function deploy({ trigger, permissions, run: number, deployments }: JobWorld): Record<string, string> {
  if (permissions['pages'] !== 'write' || permissions['id-token'] !== 'write')
    throw new Error('no right to deploy');
  const site = trigger.repository.artifacts.find(
    (each) => each.run === number && each.name === 'github-pages',
  );
  if (site === undefined) throw new Error('no site to deploy');
  deployments.push({ commit: trigger.sha, files: site.files });
  return { page_url: 'https://acme.github.test/registry/' };
}
