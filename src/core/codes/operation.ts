import type { CodeEntry } from './code-entry.ts';

/** Codes of the `operation` part. */
export const OPERATION_CODES = {
  HYPER_REMOTE_ADDRESS: {
    exit: 2,
    title: 'an address that is not fetched from',
    explanation:
      'A registry is fetched by git over https, ssh, git or from a file address. Other protocols, transport helpers (ext::), options in the place of an address and passwords in it are refused; nothing was started.',
    fix: 'Write for example https://git.example.org/acme/registry.git; keep passwords in a git credential helper.',
  },
  HYPER_REMOTE_UNREACHABLE: {
    exit: 3,
    title: 'a host that does not answer',
    explanation:
      'The host of the registry could not be found, refused the connection, or sent nothing for too long.',
    fix: 'Check the network and the address; a copy that was fetched before is read with HYPER_OFFLINE=1.',
  },
  HYPER_REMOTE_MISSING: {
    exit: 3,
    title: 'no repository there',
    explanation:
      'The host answers and has no repository at that address, or shows it only to those who sign in. Many hosts do not tell the two apart.',
    fix: 'Check the address; for a private one, see that git ls-remote ADDRESS works.',
  },
  HYPER_REMOTE_DENIED: {
    exit: 3,
    title: 'a repository that wants to know who asks',
    explanation:
      'The host asks for credentials, or refused those that git gave. hyper never asks for them itself.',
    fix: 'Set up a credential helper or an ssh key until git ls-remote ADDRESS works.',
  },
  HYPER_REMOTE_TOO_LARGE: {
    exit: 3,
    title: 'more data than a registry may have',
    explanation:
      'The host sent more bytes than the limit for one fetch, so the fetch was stopped and thrown away.',
    fix: 'See that the address is that of a registry; clone it yourself if it really is that large.',
  },
  HYPER_VERSION_UNUSED: {
    exit: 2,
    title: 'a version where an artifact is expected',
    explanation:
      'The command is about an artifact with all of its releases. A version behind its name would count for nothing, so it is refused.',
    fix: 'Leave the version out; hyper registry get shows one release.',
  },
  HYPER_PATH_UNKNOWN: {
    exit: 1,
    title: 'a path that is not in the registry',
    explanation:
      'The file or folder to check lies outside the registry, is ignored by git, or does not exist.',
    fix: 'Name a file or folder of the registry, or the registry itself with --registry.',
  },
} as const satisfies Record<string, CodeEntry>;
