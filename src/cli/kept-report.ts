import { join } from 'node:path';
import { readSettingFiles } from '../adapters/settings/index.ts';
import type { SettingPlaces } from '../adapters/settings/index.ts';
import { FileCache, NO_CACHE } from '../adapters/registry/index.ts';
import { believedFolderOf } from '../adapters/system/index.ts';
import { compareText, digestHex } from '../core/index.ts';
import type { Basis, ResultCache, SettingFile } from '../operations/index.ts';

/** What a command printed, and what that rests on besides what names it. */
export interface KeptReport {
  readonly basis: Basis;
  /** The registry around the current folder; null where there is none. */
  readonly around: string | null;
  /** The file that `--config` names. */
  readonly named: string | null;
  /** Of the files of settings (`digestOfSettings`). */
  readonly settings: string;
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run was asked, and by whom. */
export interface AskedReport {
  readonly words: readonly string[];
  readonly buildId: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The current folder. */
  readonly folder: string;
  /** What takes the result. */
  readonly output: {
    readonly isTty: boolean;
    readonly columns: number | undefined;
    readonly rows: number | undefined;
  };
}

/** Small, and of many questions. */
const MAX_REPORTS = 512;
const MAX_REPORT_UNITS = 1024 * 1024;
/** What a shell counts or notes for itself. */
const OF_SHELLS: ReadonlySet<string> = new Set(['_', 'OLDPWD', 'SHLVL']);

/**
 * Names a report by everything that is known before anything is read: the words, the folder, all of the environment and
 * what the terminal is. A digest, for an environment holds secrets.
 */
export function nameOfReport({ words, buildId, environment, folder, output }: AskedReport): string {
  const variables = Object.keys(environment)
    .filter((name) => !OF_SHELLS.has(name))
    .sort(compareText)
    .map((name) => [name, environment[name]]);
  const { isTty, columns = null, rows = null } = output;
  return digestHex(JSON.stringify([buildId, words, folder, isTty, columns, rows, variables]));
}

/** In the user's cache; none in CI. */
export function openReports(
  environment: AskedReport['environment'],
  userId: number | undefined,
): Pick<ResultCache, 'read' | 'write'> {
  const folder = believedFolderOf(environment);
  if (folder === undefined) return NO_CACHE;
  return new FileCache(join(folder, 'reports'), userId, MAX_REPORTS);
}

/** Of the very bytes of each file, and of which are not there. */
export function digestOfSettings(files: readonly SettingFile[]): string {
  const rows = files.map(({ layer, path, bytes }) => [
    layer,
    path,
    bytes === undefined ? null : digestHex(bytes),
  ]);
  return digestHex(JSON.stringify(rows));
}

/** The same of what is there now. Errors: as `readSettingFiles`. */
export function digestSettings(places: SettingPlaces): string {
  return digestOfSettings(readSettingFiles(places));
}

/** Undefined where that is too long to be kept. */
export function renderKeptReport(report: KeptReport): string | undefined {
  const text = JSON.stringify(report);
  return text.length > MAX_REPORT_UNITS ? undefined : text;
}

/** Undefined where nothing is there, or what is there is not whole. */
export function parseKeptReport(text: string | undefined): KeptReport | undefined {
  if (text === undefined) return undefined;
  try {
    const report = JSON.parse(text) as Partial<KeptReport> | null;
    const { basis, around, named, settings, status, stdout, stderr } = report ?? {};
    const isWhole =
      basis !== undefined &&
      isBound(basis.from) &&
      isBound(basis.until) &&
      [basis.registries, basis.files, basis.searches, basis.places].every((one) => Array.isArray(one)) &&
      [settings, stdout, stderr].every((one) => typeof one === 'string') &&
      [around, named].every((one) => one === null || typeof one === 'string') &&
      typeof status === 'number';
    return isWhole ? (report as KeptReport) : undefined;
  } catch {
    return undefined;
  }
}

function isBound(value: unknown): value is number | null {
  return value === null || typeof value === 'number';
}
