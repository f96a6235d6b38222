import { HyperError, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { suggest } from '../../names/index.ts';
import type { Operation, OperationContext } from '../operation.ts';
import { CACHE_AREAS } from './cache-areas.ts';

export interface CacheClearInput {
  /** Names of areas; none: all but those that stay unless they are named. */
  readonly areas: readonly string[];
  /** True says what would go, and removes nothing. */
  readonly isDryRun: boolean;
}

/** An area as it was found. */
export interface ClearedArea {
  readonly name: string;
  readonly what: string;
  /** Absolute. */
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  readonly isCleared: boolean;
  /** Why it stayed; null where it went. */
  readonly stays: string | null;
}

export interface CacheClearData {
  readonly isDryRun: boolean;
  /** What went, or would go. */
  readonly files: number;
  readonly bytes: number;
  readonly areas: readonly ClearedArea[];
}

/** The folder of an area on this machine. */
export interface CacheFolder {
  readonly name: string;
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  /** The path of a link, or of something else that is no folder, on the way to it: then nothing of it is looked at. */
  readonly foreign: string | null;
}

/** What clearing needs of the world. */
export interface CacheContext extends OperationContext {
  /** The folders that are there, of the names that are known; links are not followed. */
  findCaches(): Promise<readonly CacheFolder[]>;
  /** Removes the folder and all in it, never what a link leads to. Errors: `HYPER_FILE_UNWRITABLE`. */
  removeCache(folder: CacheFolder): Promise<void>;
}

/**
 * Removes what hyper keeps to be quick, and says what that freed: everything of it is made or fetched again. Only folders
 * of known names go, and none that a link leads to. Errors: `HYPER_CACHE_UNKNOWN`, `HYPER_FILE_UNWRITABLE`.
 */
export const cacheClear: Operation<CacheClearInput, CacheClearData, CacheContext> = {
  id: 'cache.clear',
  group: 'admin',
  summary: 'Remove what is kept to be quick',
  async run(context, { areas: asked, isDryRun }) {
    for (const name of asked) requireArea(name);
    const found = new Map((await context.findCaches()).map((one) => [one.name, one]));
    const areas: ClearedArea[] = [];
    const diagnostics: Diagnostic[] = [];
    for (const { name, what, stays } of CACHE_AREAS) {
      const folder = found.get(name);
      const isAsked = asked.length === 0 ? stays === null : asked.includes(name);
      if (folder === undefined || (asked.length > 0 && !isAsked)) continue;
      const { files, bytes, foreign } = folder;
      if (foreign !== null) diagnostics.push(foreignFolder(foreign));
      const isGoing = isAsked && foreign === null;
      if (isGoing && !isDryRun) await context.removeCache(folder);
      const why = foreign === null ? stays : `"${foreign}" is no folder of its own`;
      const row = { name, what, folder: folder.folder, files, bytes };
      areas.push({ ...row, isCleared: isGoing, stays: isGoing ? null : why });
    }
    const gone = areas.filter(({ isCleared }) => isCleared);
    const sum = (of: 'files' | 'bytes'): number => gone.reduce((total, area) => total + area[of], 0);
    return {
      verdict: diagnostics.length > 0 ? 'findings' : 'pass',
      diagnostics,
      isLasting: !isDryRun && gone.length > 0,
      data: { isDryRun, files: sum('files'), bytes: sum('bytes'), areas },
    };
  },
};

function requireArea(name: string): void {
  const names = CACHE_AREAS.map((area) => area.name);
  if (names.includes(name)) return;
  const [near] = suggest(name, names, 1);
  throw new HyperError('HYPER_CACHE_UNKNOWN', `there is no cache "${toOneLine(name)}"`, {
    hint: near === undefined ? `write one of ${names.join(', ')}` : `did you mean "${near}"?`,
  });
}

function foreignFolder(path: string): Diagnostic {
  return {
    code: 'HYPER_CACHE_FOREIGN',
    severity: 'error',
    message: `"${toOneLine(path)}" is a link or a file, expected a folder`,
    hint: 'look where it leads, and remove it by hand',
  };
}
