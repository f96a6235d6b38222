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
} as const satisfies Record<string, CodeEntry>;
