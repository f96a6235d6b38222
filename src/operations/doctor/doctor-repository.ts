import type { DoctorCheck } from './doctor-check.ts';
import type { RepositoryFacts, RepositoryTrouble, UnreachedRegistry } from './doctor-context.ts';

/** How far behind HEAD's commit a clock may be, in seconds: machines differ a little. */
const CLOCK_TOLERANCE_SECONDS = 300;
/** No commit that hyper knows of and no key is older than this: a clock before it was never set. */
const EARLIEST = new Date('2026-01-01T00:00:00Z');

/** Whether a repository is there, believed, with its history. Pure. */
export function checkRepository(found: RepositoryFacts | RepositoryTrouble | undefined): DoctorCheck {
  const id = 'repository';
  if (found === undefined) {
    const hint = 'git init -b main && git add -A && git commit -m "Start the registry"';
    return {
      id,
      status: 'warning',
      message: 'the folder is in no git repository: there is no history',
      hint,
    };
  }
  if ('reason' in found) {
    const isOwner = found.reason === 'owner';
    const message = isOwner
      ? 'git does not trust the repository, since it belongs to another user'
      : `git cannot read the repository: ${found.message}`;
    const hint = isOwner
      ? 'change its owner, or: git config --global --add safe.directory "$PWD"'
      : 'see what git fsck says';
    return { id, status: 'problem', message, hint };
  }
  if (found.isShallow) {
    const hint = 'git fetch --unshallow (in GitHub Actions: fetch-depth: 0)';
    return { id, status: 'problem', message: 'the clone is shallow: older states cannot be read', hint };
  }
  if (found.headTime === null) {
    const hint = 'git add -A && git commit -m "Start the registry"';
    return { id, status: 'warning', message: 'the repository has no commit yet', hint };
  }
  const message = found.isBare ? 'a bare repository with its history' : 'a repository with its history';
  return { id, status: 'ok', message, hint: null };
}

/** The problem of a registry on another machine that could not be brought here. Pure. */
export function checkReached({ reason }: UnreachedRegistry): DoctorCheck {
  const hint = reason.hint ?? 'check the address, and whether git fetch reaches it from here';
  return { id: 'repository', status: 'problem', message: reason.message, hint };
}

/** Whether the clock can be right: signatures and exceptions have an end date. Pure. */
export function checkClock(now: Date, repository: RepositoryFacts | undefined): DoctorCheck {
  const shown = now.toISOString();
  const hint = 'set the clock of this machine, best by NTP';
  if (now < EARLIEST) {
    return { id: 'clock', status: 'problem', message: `the clock says ${shown}`, hint };
  }
  const headTime = repository?.headTime ?? null;
  const behind = headTime === null ? 0 : headTime - now.getTime() / 1000;
  if (headTime !== null && behind > CLOCK_TOLERANCE_SECONDS) {
    const head = new Date(headTime * 1000).toISOString();
    const message = `the clock says ${shown}, and the last commit is of ${head}`;
    return { id: 'clock', status: 'problem', message, hint };
  }
  return { id: 'clock', status: 'ok', message: `the clock says ${shown}`, hint: null };
}

/** Whether a checkout keeps every byte: git may turn line ends, and then digests differ (ATTACKS G11). Pure. */
export function checkLineEndings({ attributes, autocrlf, isBare }: RepositoryFacts): DoctorCheck {
  const id = 'line-endings';
  const hint = 'add a line "* -text" to .gitattributes, commit it, then: git add --renormalize .';
  if (isBare)
    return { id, status: 'ok', message: 'nothing is checked out, so no line ends change', hint: null };
  if (attributes.text === 'unset') {
    return { id, status: 'ok', message: '.gitattributes keeps every byte (-text)', hint: null };
  }
  const isText = attributes.text === 'set' || attributes.text === 'auto';
  if (attributes.eol === 'crlf' || (autocrlf === 'true' && attributes.eol !== 'lf')) {
    const why = attributes.eol === 'crlf' ? 'eol=crlf in .gitattributes' : 'core.autocrlf=true';
    return { id, status: 'problem', message: `${why} changes line ends, and with them digests`, hint };
  }
  if (autocrlf === 'input' || isText) {
    const why = isText ? 'the text attribute' : 'core.autocrlf=input';
    return { id, status: 'warning', message: `${why} changes CRLF to LF in what is added`, hint };
  }
  return { id, status: 'ok', message: 'git changes no line ends here', hint: null };
}
