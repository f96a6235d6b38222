import { HyperError, toOneLine } from '../../core/index.ts';
import type { RepositoryFacts, RepositoryTrouble } from '../../operations/index.ts';
import { locatePlain, locateRepository, runGit } from '../git/index.ts';
import type { GitLocation, GitOptions } from '../git/index.ts';
import { keepsEveryByte } from './keeps-every-byte.ts';
import { TELLING_VERSION, toldVersion } from './told-version.ts';

/** Hears the version that git told along with an answer. */
type Listen = (version: string) => void;

/** As `DoctorContext.inspectRepository`; git may tell its version on the way. */
export async function inspectRepository(
  options: GitOptions,
  listen: Listen,
): Promise<RepositoryFacts | RepositoryTrouble | undefined> {
  try {
    const { folder, environment } = options;
    const plain = locatePlain(folder, environment);
    if (plain !== undefined) {
      const facts = await describe(plain, options, listen);
      // That git tells its last commit proves that it reads the repository; where it does not, it is asked why.
      if (facts.headTime !== null) return facts;
    }
    const location = await locateRepository(folder, environment);
    return location === undefined ? undefined : await describe(location, options, listen);
  } catch (error) {
    if (!(error instanceof HyperError)) throw error;
    const reason = error.code === 'HYPER_REPOSITORY_OWNER' ? 'owner' : 'failed';
    return { reason, message: toOneLine(error.message) };
  }
}

async function describe(
  location: GitLocation,
  options: GitOptions,
  listen: Listen,
): Promise<RepositoryFacts> {
  const { isBare, isShallow } = location;
  const [time, found] = await Promise.all([headTime(options, listen), attributes(location, options)]);
  const isKept = found.text === 'unset';
  const turned = isKept ? null : await autocrlf(options);
  return { isBare, isShallow, headTime: time, autocrlf: turned, attributes: found };
}

const UNSPECIFIED = { text: 'unspecified', eol: 'unspecified' } as const;

async function headTime(options: GitOptions, listen: Listen): Promise<number | null> {
  const args = ['log', '-1', '--format=%ct', 'HEAD', '--'];
  const environment = { ...options.environment, ...TELLING_VERSION };
  const { status, stdout, stderr } = await runGit(args, { ...options, environment });
  const version = toldVersion(stderr);
  if (version !== undefined) listen(version);
  const text = stdout.toString('latin1').trim();
  return status === 0 && /^\d{1,12}$/u.test(text) ? Number(text) : null;
}

async function autocrlf(options: GitOptions): Promise<RepositoryFacts['autocrlf']> {
  const plain = await runGit(['config', '--get', 'core.autocrlf'], options);
  if (plain.stdout.toString('latin1').trim().toLowerCase() === 'input') return 'input';
  const typed = await runGit(['config', '--type=bool', '--get', 'core.autocrlf'], options);
  return typed.stdout.toString('latin1').trim() === 'true' ? 'true' : 'false';
}

async function attributes(
  location: GitLocation,
  options: GitOptions,
): Promise<RepositoryFacts['attributes']> {
  if (location.isBare) return UNSPECIFIED;
  if (keepsEveryByte(location, options.environment)) return { ...UNSPECIFIED, text: 'unset' };
  const { stdout } = await runGit(['check-attr', '-z', 'text', 'eol', '--', 'registry.yaml'], options);
  const words = stdout.toString('latin1').split('\0');
  return { text: words[2] ?? 'unspecified', eol: words[5] ?? 'unspecified' };
}
