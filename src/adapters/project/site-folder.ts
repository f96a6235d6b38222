import { HyperError, toOneLine } from '../../core/index.ts';
import { openFolderSite } from '../site/folder-site.ts';
import { safeSegments } from '../files/safe-path.ts';
import type { SiteFiles } from './cached-site.ts';

/** A built site in a folder of this machine, such as a copy of one for use without a network. Links are not followed. */
export function openSiteFolder(folder: string, address: string): SiteFiles {
  const site = openFolderSite(folder, address);
  return {
    address,
    read: async (path, maxBytes) => {
      const safe = safeSegments(path).join('/');
      const bytes = await site.read(safe, maxBytes);
      if (bytes !== undefined || (await site.measure(safe, maxBytes)).kind !== 'larger') return bytes;
      throw new HyperError('HYPER_REMOTE_TOO_LARGE', `"${toOneLine(path)}" has more than ${maxBytes} bytes`, {
        hint: 'tell who built the site',
      });
    },
  };
}
