import type { CodeEntry } from './code-entry.ts';

/** Codes of the `lifecycle` part. */
export const LIFECYCLE_CODES = {
  HYPER_INIT_NAME: {
    exit: 2,
    title: 'no name for what is made',
    explanation:
      'A registry has a kebab-case name of at most 63 characters, a project a name of one line. Without --name it is made from the name of the folder. Nothing was written.',
    fix: 'Give one with --name, for example: hyper init DIR --name acme-registry.',
  },
  HYPER_INIT_OWNER: {
    exit: 2,
    title: 'an owner of more than one segment',
    explanation:
      'The owner of a new registry names its organisation, and so is one segment of a namespace: lower case, digits and dashes. Nothing was written.',
    fix: 'Give for example: --owner acme.',
  },
  HYPER_INIT_URL: {
    exit: 2,
    title: 'an address that cannot be served from',
    explanation:
      'The address of a registry is where its site is built to: https, without credentials, query or fragment. Nothing was written.',
    fix: 'Give for example: --url https://registry.example.org, or leave it out.',
  },
  HYPER_INIT_NAMESPACE_LOCAL: {
    exit: 2,
    title: 'a namespace that is never shared',
    explanation:
      'Namespaces of the scope local are of one machine, and no registry accepts them. Nothing was written.',
    fix: 'Choose a namespace of another scope, such as org.acme.',
  },
  HYPER_INIT_REVIEWER: {
    exit: 2,
    title: 'no reviewer that a git host knows',
    explanation:
      'CODEOWNERS names users and teams as @user, @organisation/team or by mail address. Nothing was written.',
    fix: 'Write for example: --reviewer @acme/platform.',
  },
  HYPER_INIT_REGISTRY_PRESENT: {
    exit: 3,
    title: 'a registry is here already',
    explanation:
      'The folder, or one above it in the same repository, holds a registry.yaml. Nothing was written.',
    fix: 'Work with it (hyper validate), or name another folder.',
  },
  HYPER_INIT_PROJECT_PRESENT: {
    exit: 3,
    title: 'a project is here already',
    explanation: 'The folder holds a hyper.yaml. Nothing was written.',
    fix: 'Edit it, or name another folder.',
  },
  HYPER_INIT_NOT_EMPTY: {
    exit: 3,
    title: 'a folder that is not empty',
    explanation:
      'A new registry is written into a folder that is absent, empty, or holds nothing but .git, so that nothing of yours is mixed up or overwritten. Nothing was written.',
    fix: 'Name a folder that is empty or not there yet.',
  },
  HYPER_TRUST_THRESHOLD: {
    exit: 2,
    title: 'a threshold that the keys cannot meet',
    explanation:
      'A threshold is at least 1 and at most the number of keys and identities that may sign, each counted once. Nothing was written.',
    fix: 'Name each key once and choose a lower threshold, or add a key in the same step.',
  },
  HYPER_TRUST_PRESENT: {
    exit: 1,
    title: 'a trust root is there already',
    explanation:
      'The registry has a trust/root.yaml. A second first root would make every client that knows it refuse the registry. Nothing was written.',
    fix: 'Write the next version of it: hyper trust rotate.',
  },
  HYPER_TRUST_REGISTRY_ID: {
    exit: 1,
    title: 'a registry without an id',
    explanation:
      'Signatures name the registry by the id in registry.yaml, so that none is good in another one. Nothing was written.',
    fix: 'Write a UUID as id into registry.yaml; hyper init does.',
  },
  HYPER_TRUST_EVENT_OPEN: {
    exit: 1,
    title: 'a signing event that is not over',
    explanation:
      'What is to be changed has not yet the signatures that it needs, so that nobody would believe what follows from it. Nothing was written.',
    fix: 'See who has to sign: hyper trust status. Or take the change back: git checkout -- trust.',
  },
  HYPER_TRUST_READ_ONLY: {
    exit: 3,
    title: 'a registry that cannot be written to',
    explanation:
      'The registry is a bare repository, an address, or was asked for at a revision: only a working tree can be changed.',
    fix: 'Clone it and run the command in the clone.',
  },
  HYPER_KEY_UNLISTED: {
    exit: 1,
    title: 'a key that is not listed',
    explanation: 'The file that is to be changed does not list a key of that id. Nothing was written.',
    fix: 'List the keys with: hyper trust show.',
  },
  HYPER_KEY_LISTED: {
    exit: 1,
    title: 'a key that is listed already',
    explanation:
      'A new key must be new: one that is listed, even one that has ended, is not listed again. Nothing was written.',
    fix: 'Make another one: hyper key generate NAME.',
  },
  HYPER_KEY_STILL_NEEDED: {
    exit: 1,
    title: 'files that would no longer be believed',
    explanation:
      'The key has signed files, and nothing proves when. Once it ends, their signatures would count no more. Nothing was written.',
    fix: 'First sign them with another key (hyper sign FILE --key NEW) or let the registry attest them (hyper attest FILE --key ONLINE); the hint names them.',
  },
} as const satisfies Record<string, CodeEntry>;
