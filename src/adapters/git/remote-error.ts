import { HyperError, toOneLine } from '../../core/index.ts';
import { showAddress } from './remote-address.ts';
import { toSimpleGitError } from './open-simple-git.ts';

/** What git and ssh say, in the order in which they are believed: the first that is found decides. */
const WORDS: readonly (readonly [
  pattern: RegExp,
  code: 'HYPER_REMOTE_DENIED' | 'HYPER_REMOTE_UNREACHABLE' | 'HYPER_REMOTE_MISSING',
  what: string,
])[] = [
  [
    /authentication failed|could not read (?:username|password)|terminal prompts disabled|permission denied|host key verification failed|error: 40[13]\b|access denied/iu,
    'HYPER_REMOTE_DENIED',
    'wants to know who asks',
  ],
  [
    /could not resolve host|connection (?:refused|timed out|reset)|failed to connect|couldn't connect|network is unreachable|no route to host|operation (?:timed out|too slow)|block timeout reached|early eof|hung up unexpectedly|error: 5\d\d\b|certificate|ssl|unable to look up/iu,
    'HYPER_REMOTE_UNREACHABLE',
    'does not answer',
  ],
  [
    /not found|does not appear to be a git repository|does not exist|no such file|error: 404\b|could not read from remote repository/iu,
    'HYPER_REMOTE_MISSING',
    'is no repository that is shown to you',
  ],
];

const HINTS = {
  HYPER_REMOTE_DENIED: 'set up a credential helper or an ssh key until this works: git ls-remote',
  HYPER_REMOTE_UNREACHABLE: 'check the network and the address',
  HYPER_REMOTE_MISSING: 'check the address; for a private repository see that this works: git ls-remote',
} as const;

/** What went wrong with a fetch, in a word that a user can act on; git's own words follow it. */
export function toRemoteError(address: string, error: unknown): HyperError {
  const known = toSimpleGitError('fetch', error);
  if (known.code === 'HYPER_GIT_MISSING' || error instanceof HyperError) return known;
  const words = error instanceof Error ? error.message : '';
  const row = WORDS.find(([pattern]) => pattern.test(words));
  if (row === undefined) return known;
  const [, code, what] = row;
  const shown = showAddress(address);
  const ownWords = toOneLine(lastWords(words)).replace(/\/\/[^/@\s]*@/gu, '//…@');
  const hint = HINTS[code];
  return new HyperError(code, `"${shown}" ${what}: ${ownWords}`, {
    hint: hint.endsWith('ls-remote') ? `${hint} ${shown}` : hint,
    cause: error,
  });
}

/** The line that says most: git's `fatal:`, else ssh's, else the first. */
function lastWords(words: string): string {
  const lines = words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('Cloning into'));
  const told = lines.find((line) => /^(?:ssh:|.*permission denied)/iu.test(line));
  return (told ?? lines.find((line) => line.startsWith('fatal:')) ?? lines[0] ?? 'git said nothing').slice(
    0,
    300,
  );
}
