import type { CodeEntry } from './code-entry.ts';

/** Codes of the outside world: git, files, network. */
export const ADAPTER_CODES = {
  HYPER_REVISION_UNKNOWN: {
    exit: 2,
    title: 'no such revision',
    explanation:
      'The name given with --at, --changed or --base is no commit, branch, tag or date that this repository knows.',
    fix: 'List what there is with: git log --oneline --all',
  },
  HYPER_REVISION_AMBIGUOUS: {
    exit: 2,
    title: 'a revision that is a date and a name',
    explanation:
      'The text is a date, and this repository also has a branch or tag of that name. Reading either would surprise somebody, so neither is read.',
    fix: 'For the end of that day write the time too: 2026-01-01T23:59:59Z. For the tag or branch write it in full: refs/tags/2026-01-01 or refs/heads/2026-01-01.',
  },
  HYPER_REPOSITORY_EMPTY: {
    exit: 3,
    title: 'a repository without commits',
    explanation:
      'The git repository has no commit yet, so there is no state of the registry to read from git objects.',
    fix: 'Commit first (git add -A && git commit), or read the working tree (leave --at out).',
  },
  HYPER_REPOSITORY_SHALLOW: {
    exit: 3,
    title: 'a shallow clone',
    explanation:
      'The commit asked for lies behind the boundary of a shallow clone. Without it every file would look new, so hyper stops.',
    fix: 'Fetch the history: git fetch --unshallow (in GitHub Actions: fetch-depth: 0).',
  },
  HYPER_REPOSITORY_MISSING: {
    exit: 3,
    title: 'not a git repository',
    explanation: 'The folder is not inside a git repository, and the command reads from git objects.',
    fix: 'Run it inside the repository, or name one with --registry.',
  },
  HYPER_REPOSITORY_OWNER: {
    exit: 3,
    title: 'a repository of another user',
    explanation:
      'Git opens no repository that another user owns, since its settings can make git run programs. In containers and on mounted disks that is often your own.',
    fix: 'Change its owner, or, if you trust it: git config --global --add safe.directory FOLDER.',
  },
  HYPER_GIT_MISSING: {
    exit: 3,
    title: 'git is not installed',
    explanation: 'The command needs the git program and found none on the PATH.',
    fix: 'Install git (on Debian: apt-get install git) and run hyper doctor.',
  },
  HYPER_GIT_FAILED: {
    exit: 3,
    title: 'git refused',
    explanation:
      'The git program ended with an error that hyper has no better word for; its own words are in the message.',
    fix: 'Read what git said; git fsck tells whether the repository is sound.',
  },
  HYPER_OBJECT_CORRUPT: {
    exit: 3,
    title: 'a damaged git object',
    explanation: 'An object of the repository cannot be read or does not have the bytes its name promises.',
    fix: 'Run git fsck, then fetch the object again from another clone.',
  },
  HYPER_FILE_UNREADABLE: {
    exit: 3,
    title: 'a file that cannot be read',
    explanation: 'The operating system refused to read a file or folder of the registry.',
    fix: 'Check the permissions of the file and its folders.',
  },
  HYPER_FILE_CHANGED: {
    exit: 3,
    title: 'a file changed while it was read',
    explanation:
      'A file had another size, time or content when it was read to its end, or written, than when it was read first.',
    fix: 'Run the command again when nothing else writes to the folder.',
  },
  HYPER_FILE_UNWRITABLE: {
    exit: 3,
    title: 'a file that cannot be written',
    explanation:
      'The operating system refused to write: no permission, a full disk or a read-only file system. Nothing was changed.',
    fix: 'Check permissions and free space of the folder named in the message.',
  },
  HYPER_PATH_UNSAFE: {
    exit: 3,
    title: 'a path that leaves its folder',
    explanation: 'A path to write leads through a symbolic link or out of the folder that it should stay in.',
    fix: 'Remove the symbolic link, or choose another folder.',
  },
  HYPER_OUTPUT_FOREIGN: {
    exit: 3,
    title: 'an output folder that holds something else',
    explanation:
      'The folder to write is not empty, and what it holds was not written by hyper. Replacing it would delete it, so nothing was touched.',
    fix: 'Name a folder that is empty or not there yet, or empty it yourself.',
  },
  HYPER_LOCKED: {
    exit: 3,
    title: 'another hyper is writing',
    explanation: 'A lock file says that another process is writing to the same folder.',
    fix: 'Wait for it to end. If it crashed, the next run notices that the process is gone and takes the lock over.',
  },
  HYPER_STATE_UNREADABLE: {
    exit: 3,
    title: 'what was believed cannot be read',
    explanation:
      'hyper remembers for each registry which root and which state it has believed, so that nobody can show an older one. That file is damaged, the registry has an id that is no UUID, or the environment names no home to keep it in.',
    fix: 'Restore the file that the message names. If it is lost, remove it and begin anew with --root sha256:…, as the keepers of the registry tell it.',
  },
} as const satisfies Record<string, CodeEntry>;
