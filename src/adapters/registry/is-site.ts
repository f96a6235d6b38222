import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Whether `hyper build` wrote this folder, and it is no registry itself. */
export function isSiteFolder(folder: string): boolean {
  const has = (path: string): boolean =>
    statSync(join(folder, path), { throwIfNoEntry: false })?.isFile() === true;
  return has('api/v1/index.json') && !has('registry.yaml');
}

/** Whether a place may be a built site: a folder that is one, or a web address that names no git repository. */
export function mayBeSite(place: string, from: string): boolean {
  if (/^https?:\/\//iu.test(place)) return !/\.git(?:#|\/*$)/u.test(place);
  return isSiteFolder(resolve(from, place));
}
