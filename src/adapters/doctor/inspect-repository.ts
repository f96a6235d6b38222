import { HyperError, toOneLine } from '../../core/index.ts';
import type { RepositoryFacts, RepositoryTrouble } from '../../operations/index.ts';
import { locatePlain, locateRepository, runGit } from '../git/index.ts';
import type { GitLocation, GitOptions } from '../git/index.ts';

/** As `DoctorContext.inspectRepository`. */
export async function inspectRepository(
  options: GitOptions,
): Promise<RepositoryFacts | RepositoryTrouble | undefined> {
  try {
    const { folder, environment } = options;
    const plain = locatePlain(folder, environment);
    if (plain !== undefined) {
      const facts = await describe(plain, options);
      // That git tells its last commit proves that it reads the repository; where it does not, it is asked why.
      if (facts.headTime !== null) return facts;
    }
    const location = await locateRepository(folder, environment);
    return location === undefined ? undefined : await describe(location, options);
  } catch (error) {
    if (!(error instanceof HyperError)) throw error;
    const reason = error.code === 'HYPER_REPOSITORY_OWNER' ? 'owner' : 'failed';
    return { reason, message: toOneLine(error.message) };
  }
}

async function describe(
  { gitFolder, isBare, isShallow }: GitLocation,
  options: GitOptions,
): Promise<RepositoryFacts> {
  const [time, found] = await Promise.all([headTime(options), isBare ? UNSPECIFIED : attributes(options)]);
  const isKept = found.text === 'unset';
  const turned = isKept ? null : await autocrlf(options);
  return { gitFolder, isBare, isShallow, headTime: time, autocrlf: turned, attributes: found };
}

const UNSPECIFIED = { text: 'unspecified', eol: 'unspecified' } as const;

async function headTime(options: GitOptions): Promise<number | null> {
  const args = ['log', '-1', '--format=%ct', 'HEAD', '--'];
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
