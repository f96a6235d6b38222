import { HyperError, toOneLine } from '../../core/index.ts';
import type { RepositoryFacts, RepositoryTrouble } from '../../operations/index.ts';
import { locateRepository, runGit } from '../git/index.ts';
import type { GitOptions } from '../git/index.ts';

/** As `DoctorContext.inspectRepository`. */
export async function inspectRepository(
  options: GitOptions,
): Promise<RepositoryFacts | RepositoryTrouble | undefined> {
  try {
    const location = await locateRepository(options.folder, options.environment);
    if (location === undefined) return undefined;
    return {
      gitFolder: location.gitFolder,
      isBare: location.isBare,
      isShallow: location.isShallow,
      headTime: await headTime(options),
      autocrlf: await autocrlf(options),
      attributes: location.isBare ? { text: 'unspecified', eol: 'unspecified' } : await attributes(options),
    };
  } catch (error) {
    if (!(error instanceof HyperError)) throw error;
    const reason = error.code === 'HYPER_REPOSITORY_OWNER' ? 'owner' : 'failed';
    return { reason, message: toOneLine(error.message) };
  }
}

async function headTime(options: GitOptions): Promise<number | null> {
  const args = ['log', '-1', '--no-show-signature', '--format=%ct', 'HEAD', '--'];
  const { status, stdout } = await runGit(args, options);
  const text = stdout.toString('latin1').trim();
  return status === 0 && /^\d{1,12}$/u.test(text) ? Number(text) : null;
}

async function autocrlf(options: GitOptions): Promise<RepositoryFacts['autocrlf']> {
  const plain = await runGit(['config', '--get', 'core.autocrlf'], options);
  if (plain.stdout.toString('latin1').trim().toLowerCase() === 'input') return 'input';
  const typed = await runGit(['config', '--type=bool', '--get', 'core.autocrlf'], options);
  return typed.stdout.toString('latin1').trim() === 'true' ? 'true' : 'false';
}

async function attributes(options: GitOptions): Promise<RepositoryFacts['attributes']> {
  const { stdout } = await runGit(['check-attr', '-z', 'text', 'eol', '--', 'registry.yaml'], options);
  const words = stdout.toString('latin1').split('\0');
  return { text: words[2] ?? 'unspecified', eol: words[5] ?? 'unspecified' };
}
