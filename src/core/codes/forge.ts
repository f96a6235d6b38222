import type { CodeEntry } from './code-entry.ts';

/** Codes of GitHub and other forges. */
export const FORGE_CODES = {
  HYPER_FORGE_TOKEN: {
    exit: 3,
    title: 'no token, or one that the forge does not know',
    explanation:
      'The command talks to the forge in your name. It takes the token from the environment alone, never from an argument or a file, and never prints it.',
    fix: 'Set GITHUB_TOKEN (in a workflow: env: GITHUB_TOKEN: ${{ github.token }}), or GH_TOKEN.',
  },
  HYPER_FORGE_PERMISSION: {
    exit: 3,
    title: 'a token that may not do this',
    explanation:
      'The forge knows the token and refuses what was asked: a right is missing, or a rule of the repository forbids it.',
    fix: 'Give the job or the token the right that the message names, and run it again: what is done already is not done twice.',
  },
  HYPER_FORGE_RATE_LIMIT: {
    exit: 3,
    title: 'too many requests to the forge',
    explanation: 'The forge answers no more for a while. Short waits are waited out; this one is longer.',
    fix: 'Run it again after the time in the message: what is done already is not done twice.',
  },
  HYPER_FORGE_UNREACHABLE: {
    exit: 3,
    title: 'the forge cannot be reached',
    explanation:
      'There is no connection to the forge, or it broke off. This says nothing about the pull request.',
    fix: 'Check the network, GITHUB_API_URL and a proxy, and run it again: what is done already is not done twice.',
  },
  HYPER_FORGE_FAILED: {
    exit: 3,
    title: 'the forge failed',
    explanation:
      'The forge answered with an error of its own, also after some tries, or with something that is no answer. This says nothing about the pull request.',
    fix: 'Run it again when the forge is well: what is done already is not done twice.',
  },
  HYPER_FORGE_NOT_FOUND: {
    exit: 3,
    title: 'not at the forge',
    explanation:
      'The forge has no such repository, pull request, team or comment, or does not show it to this token.',
    fix: 'Check the name and the number; for a private repository, give the token the right to read it.',
  },
  HYPER_FORGE_HEAD_MOVED: {
    exit: 42,
    title: 'the pull request has changed meanwhile',
    explanation:
      'What was checked and approved is a commit, not a branch. The branch has another commit now, so nothing is merged or said about it.',
    fix: 'Wait for the check of the new commit.',
  },
  HYPER_FORGE_NOT_MERGEABLE: {
    exit: 42,
    title: 'the forge does not merge this',
    explanation:
      'The forge refuses to merge: a conflict, a rule of the branch, or a check that it still waits for.',
    fix: 'Look at the pull request: it says what is in the way.',
  },
  HYPER_FORGE_EVENT: {
    exit: 2,
    title: 'an event that hyper does not answer to',
    explanation:
      'The commands for forges are told by the payload of an event what to do: of a pull request, a merge group, a comment, or of a workflow that has ended. Nothing else says which pull request is meant.',
    fix: 'Give the file that GITHUB_EVENT_PATH names, with --event.',
  },
  HYPER_FORGE_REPORT: {
    exit: 1,
    title: 'a report that is none, or of another commit',
    explanation:
      'The half of a workflow that may write reads a report that the other half left. The report may be forged: it is read only as far as its shape is known, within limits, and only if it is of the commit that the event names.',
    fix: 'Let the check run again; if the report is of another commit, find out who wrote it.',
  },
  HYPER_HOOK_INPUT: {
    exit: 2,
    title: 'no lines of a push',
    explanation:
      'A pre-receive hook is told by git on stdin which refs a push moves, and from where to where.',
    fix: 'Let git start it: hyper hook install DIR.',
  },
  HYPER_HOOK_FOLDER: {
    exit: 3,
    title: 'not a bare repository',
    explanation:
      'A hook that judges pushes stands in the repository that people push to, which has no working tree.',
    fix: 'Name the folder of the bare repository, or make one with git init --bare.',
  },
  HYPER_HOOK_PRESENT: {
    exit: 3,
    title: 'another hook is there',
    explanation: 'The repository has a pre-receive hook of somebody else, which hyper does not overwrite.',
    fix: 'Call hyper hook pre-receive in that hook, and end with its exit status.',
  },
  HYPER_HOOK_UNSEEN: {
    exit: 3,
    title: 'git would not see the hook',
    explanation:
      'The setting core.hooksPath sends git to another folder for hooks, often one of all repositories of a machine. A hook in the repository would never run there, and pushes would go in without being judged.',
    fix: 'In the repository: git config core.hooksPath hooks. Or call hyper hook pre-receive in the hook that is seen.',
  },
} as const satisfies Record<string, CodeEntry>;
