import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { Site } from '../../operations/index.ts';
import { openFolderSite } from './folder-site.ts';
import { isSiteAddress, openHttpSite } from './http-site.ts';

/** Opens a built site: an https address, or a folder. Errors: `HYPER_PATH_UNKNOWN`, those of `openHttpSite`. */
export function openSite(place: string, folder: string, signal?: AbortSignal): Site {
  if (isSiteAddress(place)) return openHttpSite(place, signal);
  const path = resolve(folder, place);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return openFolderSite(path, place);
  throw new HyperError('HYPER_PATH_UNKNOWN', `"${toOneLine(place)}" is no folder`, {
    hint: 'name the folder that hyper build wrote, or an https address',
  });
}
