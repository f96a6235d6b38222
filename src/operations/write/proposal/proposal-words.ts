import { toOneLine } from '../../../core/index.ts';
import { quoteWord } from '../../quote-word.ts';
import type { NextStep } from '../../init/init-next-steps.ts';
import type { ProposalPlace, ProposedCommit } from './proposals.ts';

const MAX_TITLE_UNITS = 200;
const MAX_BRANCH_UNITS = 200;
/** Commits that a description lists; more are counted. */
const MAX_LISTED = 50;

/** The branch of a change that the user gave no branch: the same for the same change. Pure. */
export function proposalBranch(operation: string, subject: string): string {
  const words = `${operation.replaceAll('.', '-')}/${subject}`
    .slice(0, MAX_BRANCH_UNITS)
    .replaceAll(/[^A-Za-z0-9@+._/-]+/gu, '-')
    .replaceAll(/\.{2,}|@\{/gu, '-')
    .split('/')
    .map((part) => part.replaceAll(/^[.-]+|(?:\.lock|[.-])+$/gu, ''))
    .filter((part) => part !== '');
  return `hyper/${words.join('/')}`;
}

/** Title and description, out of the commits alone: the same again for the same branch. Pure. */
export function pullRequestWords(commits: readonly ProposedCommit[]): {
  readonly title: string;
  readonly body: string;
} {
  const subjects = commits.map(({ subject }) => toOneLine(subject));
  const [first = ''] = subjects;
  const more = subjects.length - 1;
  const title = more > 0 ? `${first} (and ${String(more)} more)` : first;
  const listed = subjects.slice(0, MAX_LISTED).map((subject) => `- ${asCode(subject)}`);
  const rest = subjects.length - MAX_LISTED;
  const body = [
    ...listed,
    ...(rest > 0 ? [`- and ${String(rest)} more`] : []),
    '',
    'Proposed with `hyper`. The gate says here what this does, what is wrong and who must approve it.',
  ];
  return { title: title.slice(0, MAX_TITLE_UNITS), body: body.join('\n') };
}

function asCode(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

/** Where a person opens the pull request in a browser; null where the remote is no repository of the forge. Pure. */
export function proposalAddress(place: ProposalPlace, branch: string): string | null {
  const { server, repository, pushTo, base } = place;
  if (repository === null || pushTo === null) return null;
  const owner = pushTo.split('/')[0] ?? '';
  const head = `${owner}:${branch}`.split('/').map(encodeURIComponent).join('/');
  return `${server}/${repository}/compare/${base.split('/').map(encodeURIComponent).join('/')}...${head}?expand=1`;
}

/** What somebody does by hand where hyper has no token. Pure. */
export function handSteps(place: ProposalPlace, branch: string): readonly NextStep[] {
  const address = proposalAddress(place, branch);
  const push = `git push -u ${quoteWord(place.remote)} ${quoteWord(branch)}`;
  if (address === null) {
    return [
      { command: push, purpose: 'Push it.' },
      { command: null, purpose: `Open a pull or merge request for "${place.base}" at your git host.` },
    ];
  }
  return [
    { command: push, purpose: 'Push it. With GITHUB_TOKEN set, --pr does this and opens the pull request.' },
    { command: null, purpose: `Open the pull request: ${address}` },
  ];
}
