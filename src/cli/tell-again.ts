import { findRegistryRoot, knownRevision } from '../adapters/registry/index.ts';
import { systemClock } from '../adapters/system/index.ts';
import { digestSettings, nameOfReport, openReports, parseKeptReport } from './kept-report.ts';
import type { AskedReport, KeptReport } from './kept-report.ts';

/** What a command prints, and the status that it ends with. */
export type ToldReport = Pick<KeptReport, 'status' | 'stdout' | 'stderr'>;

/**
 * What a command would print, where it was run before and all that the answer rests on is the same: the words, the
 * environment, the terminal, the settings, the tree and the commit of a registry that has not changed, and the time. Undefined
 * where any of it is not, or is not known without asking git.
 */
export function tellAgain(asked: AskedReport, userId: number | undefined): ToldReport | undefined {
  const { environment, folder, buildId } = asked;
  const kept = parseKeptReport(openReports(environment, userId).read(nameOfReport(asked)));
  if (kept === undefined || !isTime(kept.basis)) return undefined;
  const { basis, named } = kept;
  if (findRegistryRoot(kept.asked) !== basis.folder) return undefined;
  if ((findRegistryRoot(folder) ?? null) !== kept.around) return undefined;
  if (!areSettings(kept.settings, { environment, folder, named: named ?? undefined })) return undefined;
  const known = knownRevision(basis.folder, { environment, buildId, userId });
  const { commit, tree } = basis.revision;
  return known?.tree === tree && known.commit === commit ? kept : undefined;
}

function isTime({ from, until }: KeptReport['basis']): boolean {
  const now = systemClock().getTime();
  return (from === null || now >= from) && (until === null || now < until);
}

function areSettings(digest: string, places: Parameters<typeof digestSettings>[0]): boolean {
  try {
    return digestSettings(places) === digest;
  } catch {
    return false;
  }
}
