import type { CodeEntry } from './code-entry.ts';

/** Codes of the `catalog` part. */
export const CATALOG_CODES = {
  HYPER_CATALOG_LEFT_OUT: {
    exit: 1,
    title: 'a file was not published',
    explanation:
      'The build publishes an artifact only where its folder, its file and its manifest name the same namespace, name and version, each in its one canonical spelling. What does not is never published: the build stops for it, or leaves it out with --keep-going.',
    fix: 'Run hyper validate: it shows each fault with its line. Mend them and build again.',
  },
  HYPER_CHECKPOINT_UNCOMMITTED: {
    exit: 3,
    title: 'no commit to sign a build of',
    explanation:
      'A checkpoint names the commit that was built, and the working tree differs from every commit. Nothing was built.',
    fix: 'Commit first, or name what to build: hyper build --at HEAD --key FILE.',
  },
  HYPER_CHECKPOINT_KEY: {
    exit: 3,
    title: 'not the online key of the registry',
    explanation:
      'Clients believe a build that the key under onlineKey in registry.yaml has signed, and no other. The registry also needs an id. Nothing was built.',
    fix: 'Sign with the online key, or make this one the online key: hyper key rotate registry --new PUBLIC_KEY.',
  },
  HYPER_CHECKPOINT_MISSING: {
    exit: 4,
    title: 'a site without a signed checkpoint',
    explanation:
      'A site is verified against checkpoint.json and its signature in checkpoint.sigstore.json; one of the two is not there, so nothing says which files belong to the site.',
    fix: 'See that the address or folder is that of the site; the operator signs it with hyper build --key FILE.',
  },
  HYPER_CHECKPOINT_INVALID: {
    exit: 4,
    title: 'a checkpoint that cannot be used',
    explanation:
      'The checkpoint is not written in the one form that it has, is of another registry, or does not agree with the history beside it.',
    fix: 'See that the address is right. The operator builds the site again: hyper build --clean --key FILE.',
  },
  HYPER_CHECKPOINT_FUTURE: {
    exit: 4,
    title: 'a checkpoint from the future',
    explanation: 'The checkpoint says that it was made more than five minutes from now.',
    fix: 'See that the clock of this machine is right; if it is, tell the operator.',
  },
  HYPER_CHECKPOINT_EXPIRED: {
    exit: 4,
    title: 'a site that has grown stale',
    explanation:
      'A checkpoint ends, so that nobody can show an old state for ever: the site was not built again in time, or something keeps an old copy of it in your way.',
    fix: 'The operator builds it again (hyper build --key FILE). To look at it all the same: hyper verify --site SITE --stale.',
  },
  HYPER_CHECKPOINT_ROLLBACK: {
    exit: 4,
    title: 'a site that went back in time',
    explanation:
      'This machine has seen and believed a later state of the registry than the one that the site shows now.',
    fix: 'Ask the operator why. If the registry was restored from a backup: hyper verify --site SITE --forget.',
  },
  HYPER_CHECKPOINT_FORK: {
    exit: 4,
    title: 'a rewritten history',
    explanation:
      'The state that this machine has seen and believed is not among those that led to the state shown now: commits were replaced, or two readers are shown two registries.',
    fix: 'Ask the operator what became of the commits that the message names. To begin anew: hyper verify --site SITE --forget.',
  },
  HYPER_SITE_FILE_MISSING: {
    exit: 4,
    title: 'a file of the site is gone',
    explanation: 'The signed checkpoint lists a file that the site does not serve.',
    fix: 'Put the whole build in place again; nothing of a build may be left out.',
  },
  HYPER_SITE_FILE_ADDED: {
    exit: 4,
    title: 'a file that does not belong to the site',
    explanation:
      'The folder holds a file that the signed checkpoint does not list, so nobody answers for it.',
    fix: 'Remove the file; serve what is not of the registry from another folder.',
  },
  HYPER_SITE_FILE_CHANGED: {
    exit: 4,
    title: 'a file of the site is not as it was built',
    explanation:
      'Size or sha256 of the file differ from what the signed checkpoint says: it was altered, cut short, or comes from another build.',
    fix: 'Put the whole build in place again, files and checkpoint of one run.',
  },
} as const satisfies Record<string, CodeEntry>;
