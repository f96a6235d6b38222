import { HyperError, toOneLine } from '../../core/index.ts';
import type { RepositoryFacts, RepositoryTrouble } from '../../operations/index.ts';
import { runGitAtOnce } from '../git/git-at-once.ts';
import { locateRepository } from '../git/index.ts';
import type { GitLocation, GitOptions } from '../git/index.ts';
import { keepsEveryByte } from './keeps-every-byte.ts';
import { TELLING_VERSION, toldVersion } from './told-version.ts';

/** Hears the version that git told along with an answer. */
type Listen = (version: string) => void;

/** As `DoctorContext.inspectRepository`; `plain` is what `locatePlain` says, and git may tell its version on the way. */
export async function inspectRepository(
  options: GitOptions,
  plain: GitLocation | undefined,
  listen: Listen,
): Promise<RepositoryFacts | RepositoryTrouble | undefined> {
  try {
    const { folder, environment } = options;
    if (plain !== undefined) {
      const facts = describe(plain, options, listen);
      // That git tells its last commit proves that it reads the repository; where it does not, it is asked why.
      if (facts.headTime !== null) return facts;
    }
    const location = await locateRepository(folder, environment);
    return location === undefined ? undefined : describe(location, options, listen);
  } catch (error) {
    if (!(error instanceof HyperError) || error.code === 'HYPER_INTERRUPTED') throw error;
    const reason = error.code === 'HYPER_REPOSITORY_OWNER' ? 'owner' : 'failed';
    return { reason, message: toOneLine(error.message) };
  }
}

function describe(location: GitLocation, options: GitOptions, listen: Listen): RepositoryFacts {
  const { isBare, isShallow } = location;
  const time = headTime(options, listen);
  const found = attributes(location, options);
  const turned = found.text === 'unset' ? null : autocrlf(options);
  return { isBare, isShallow, headTime: time, autocrlf: turned, attributes: found };
}

const UNSPECIFIED = { text: 'unspecified', eol: 'unspecified' } as const;

function headTime(options: GitOptions, listen: Listen): number | null {
  const args = ['log', '-1', '--format=%ct', 'HEAD', '--'];
  const environment = { ...options.environment, ...TELLING_VERSION };
  const { status, stdout, stderr } = runGitAtOnce(args, { ...options, environment });
  const version = toldVersion(stderr);
  if (version !== undefined) listen(version);
  const text = stdout.toString('latin1').trim();
  return status === 0 && /^\d{1,12}$/u.test(text) ? Number(text) : null;
}

function autocrlf(options: GitOptions): RepositoryFacts['autocrlf'] {
  const plain = runGitAtOnce(['config', '--get', 'core.autocrlf'], options);
  if (plain.stdout.toString('latin1').trim().toLowerCase() === 'input') return 'input';
  const typed = runGitAtOnce(['config', '--type=bool', '--get', 'core.autocrlf'], options);
  return typed.stdout.toString('latin1').trim() === 'true' ? 'true' : 'false';
}

function attributes(location: GitLocation, options: GitOptions): RepositoryFacts['attributes'] {
  if (location.isBare) return UNSPECIFIED;
  if (keepsEveryByte(location, options.environment)) return { ...UNSPECIFIED, text: 'unset' };
  const args = ['check-attr', '-z', 'text', 'eol', '--', 'registry.yaml'];
  const { stdout } = runGitAtOnce(args, options);
  const words = stdout.toString('latin1').split('\0');
  return { text: words[2] ?? 'unspecified', eol: words[5] ?? 'unspecified' };
}
