import { toOneLine } from '../../core/index.ts';
import type { DoctorCheck } from './doctor-check.ts';
import type { DoctorContext } from './doctor-context.ts';

const LEAST_NODE = [20, 19] as const;
/** Brought `rev-list --no-commit-header`, which reading at a date needs. */
const LEAST_GIT = [2, 33] as const;

/** Node is at least the version that hyper is tested on. Pure. */
export function checkNode(version: string): DoctorCheck {
  if (isAtLeast(version, LEAST_NODE)) {
    return { id: 'node', status: 'ok', message: `node ${toOneLine(version)}`, hint: null };
  }
  const message = `node ${toOneLine(version)}, expected ${LEAST_NODE.join('.')} or later`;
  return { id: 'node', status: 'problem', message, hint: 'install Node 24 (or 20.19)' };
}

/** Git is there and not too old. Pure. */
export function checkGit(version: string | undefined): DoctorCheck {
  if (version === undefined) {
    const hint = 'install git (on Debian: apt-get install git)';
    return { id: 'git', status: 'problem', message: 'git is not on the PATH', hint };
  }
  if (isAtLeast(version, LEAST_GIT)) {
    return { id: 'git', status: 'ok', message: `git ${toOneLine(version)}`, hint: null };
  }
  const message = `git ${toOneLine(version)}, expected ${LEAST_GIT.join('.')} or later`;
  return { id: 'git', status: 'problem', message, hint: 'install a newer git' };
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const match = /^v?(\d{1,6})\.(\d{1,6})/u.exec(version);
  if (match === null) return false;
  const [have, haveMinor] = [Number(match[1]), Number(match[2])];
  return have > major || (have === major && haveMinor >= minor);
}

/** Results can be kept from run to run; without that hyper is right, and slower. */
export async function checkCache(
  folder: string | undefined,
  context: Pick<DoctorContext, 'probeWritable'>,
): Promise<DoctorCheck> {
  const id = 'cache';
  if (folder === undefined) {
    const hint = 'set HOME or XDG_CACHE_HOME';
    return { id, status: 'warning', message: 'there is no folder to remember results in', hint };
  }
  const trouble = await context.probeWritable(folder);
  const shown = toOneLine(folder);
  if (trouble === undefined)
    return { id, status: 'ok', message: `results are kept in "${shown}"`, hint: null };
  const message = `results cannot be kept in "${shown}": ${trouble}`;
  return {
    id,
    status: 'warning',
    message,
    hint: 'give yourself permission to write there; until then every run starts anew',
  };
}

/** The terminal shows names and texts as they are written. Pure. */
export function checkLocale(locale: string | undefined): DoctorCheck {
  const id = 'encoding';
  if (locale !== undefined && /utf-?8/iu.test(locale)) {
    return { id, status: 'ok', message: `the terminal speaks UTF-8 (${toOneLine(locale)})`, hint: null };
  }
  const message =
    locale === undefined
      ? 'no variable says what the terminal speaks'
      : `the terminal speaks "${toOneLine(locale)}", expected UTF-8`;
  return { id, status: 'warning', message, hint: 'export LANG=C.UTF-8' };
}
