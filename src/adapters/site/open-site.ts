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
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) return openFolderSite(path, place);
  const shown = `"${toOneLine(place)}"`;
  const message = stat === undefined ? `there is no folder ${shown}` : `${shown} is no folder`;
  throw new HyperError('HYPER_PATH_UNKNOWN', message, {
    hint: 'name the folder that hyper build wrote, or an https address',
  });
}
