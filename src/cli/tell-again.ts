import { findProjectFile } from '../adapters/project/index.ts';
import { findRegistryRoot, hasCommitJournal, knownRevision } from '../adapters/registry/index.ts';
import { digestOfFile, realPathOf, systemClock } from '../adapters/system/index.ts';
import type { FileBasis, PlaceBasis, ProjectSearch, RegistryBasis } from '../operations/index.ts';
import { digestSettings, nameOfReport, openReports, parseKeptReport } from './kept-report.ts';
import type { AskedReport, KeptReport } from './kept-report.ts';

/** What a command prints, and the status that it ends with. */
export type ToldReport = Pick<KeptReport, 'status' | 'stdout' | 'stderr'>;

/**
 * What a command would print, where it was run before and all that the answer rests on is the same: the words, the
 * environment, the terminal, the settings, the files that were read, the tree and the commit of registries that have not
 * changed, and the time. Undefined where any of it is not, or is not known without asking git.
 */
export function tellAgain(asked: AskedReport, userId: number | undefined): ToldReport | undefined {
  const { environment, folder } = asked;
  const kept = parseKeptReport(openReports(environment, userId).read(nameOfReport(asked)));
  if (kept === undefined) return undefined;
  const { basis, named, around, settings } = kept;
  const isSame =
    isTime(basis) &&
    (findRegistryRoot(folder) ?? null) === around &&
    basis.searches.every((one) => isSearch(one, folder)) &&
    areSettings(settings, { environment, folder, named: named ?? undefined }) &&
    basis.files.every(isFile) &&
    basis.places.every(isPlace) &&
    basis.registries.every((one) => isRegistry(one, asked, userId));
  return isSame ? kept : undefined;
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

function isSearch({ named, path }: ProjectSearch, folder: string): boolean {
  return (findProjectFile(folder, named ?? undefined) ?? null) === path;
}

function isFile({ path, digest }: FileBasis): boolean {
  return digestOfFile(path) === digest;
}

function isPlace({ path, real, root }: PlaceBasis): boolean {
  return (realPathOf(path) ?? null) === real && (findRegistryRoot(path) ?? null) === root;
}

function isRegistry(
  { asked: place, folder, revision }: RegistryBasis,
  { environment, buildId }: AskedReport,
  userId: number | undefined,
): boolean {
  if (findRegistryRoot(place) !== folder || hasCommitJournal(folder)) return false;
  const known = knownRevision(folder, { environment, buildId, userId });
  return known?.tree === revision.tree && known.commit === revision.commit;
}
