import type { NewRegistry } from '../../lifecycle/index.ts';
import type { CreatedRepository } from './init-context.ts';
import { quoteWord } from '../quote-word.ts';

/** One thing to do after `init`. */
export interface NextStep {
  /** To be typed into a POSIX shell as it is; null where it is no command. */
  readonly command: string | null;
  /** One sentence. */
  readonly purpose: string;
}

/** What to do after a dry run. */
export const NOTHING_WRITTEN: readonly NextStep[] = [
  { command: null, purpose: 'Nothing was written: run it without --dry-run.' },
];

export interface StepsInput {
  /** As the user named it. */
  readonly folder: string;
  readonly repository: CreatedRepository;
  readonly plan: NewRegistry;
  /** Of the first commit. */
  readonly message: string;
}

/** What to do after a registry was made, in order; every command works when they are typed one after the other. Pure. */
export function nextSteps({ folder, repository, plan, message }: StepsInput): readonly NextStep[] {
  const steps: NextStep[] = [];
  steps.push(...goThere(folder), ...commitSteps(repository, message));
  steps.push({ command: 'hyper validate', purpose: 'See that everything is as it should be.' });
  if (repository.prefix !== '') {
    steps.push({
      command: null,
      purpose: `Move the workflows to the .github folder of the repository's root, and have them work in "${repository.prefix}": GitHub looks for them nowhere else.`,
    });
  }
  if (plan.reviewers.length === 0) {
    steps.push({ command: null, purpose: 'Name reviewers in .github/CODEOWNERS.' });
  }
  steps.push({
    command: null,
    purpose: 'Read README.md: who may write, how a release is added, what to set on the git host.',
  });
  return steps;
}

/** What to do after a project was made, in order. Pure. */
export function projectSteps(input: {
  readonly folder: string;
  readonly url: string | undefined;
}): NextStep[] {
  const where = {
    command: null,
    purpose: 'Say in hyper.yaml where artifacts come from: registries, each with a name and a url.',
  };
  return [
    ...(input.url === undefined ? [where] : []),
    ...goThere(input.folder),
    { command: 'hyper deps add NAMESPACE/NAME', purpose: 'Say what the project needs.' },
    { command: 'hyper deps resolve', purpose: 'Choose versions, and lock them.' },
  ];
}

function goThere(folder: string): NextStep[] {
  return folder === '.' || folder === ''
    ? []
    : [{ command: `cd ${quoteWord(folder)}`, purpose: 'Go there.' }];
}

function commitSteps({ uncommitted, repository }: CreatedRepository, message: string): NextStep[] {
  if (uncommitted === null) return [];
  const identity = [
    { command: 'git config user.name "Your Name"', purpose: 'Tell git who commits.' },
    { command: 'git config user.email "you@example.org"', purpose: 'Tell git how to reach you.' },
  ];
  return [
    ...(uncommitted === 'no-identity' ? identity : []),
    { command: 'git add -- .', purpose: 'Take the new files.' },
    {
      command: repository === 'found' ? `git commit -m "${message}" -- .` : `git commit -m "${message}"`,
      purpose: 'Commit them.',
    },
  ];
}
