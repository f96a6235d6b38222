import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { initTUF } from '@sigstore/tuf';
import { HyperError, digestHex, toOneLine } from '../../core/index.ts';
import { PUBLIC_TUF_URL, toServiceAddress } from './service-address.ts';
import { parseTrustedRoot } from './trusted-root.ts';
import type { SigstoreTrust } from './trusted-root.ts';

const TARGET = 'trusted_root.json';
const TIMEOUT_MS = 10_000;

export interface RefreshOptions {
  /** The user's folder for what may be lost; TUF keeps its metadata below it. */
  readonly cacheFolder: string | undefined;
  /** The mirror; that of the public good instance unless told. */
  readonly url?: string | undefined;
  /** The file of the mirror's first root, which every mirror but the public one needs. */
  readonly rootPath?: string | undefined;
}

/**
 * Fetches the newest trusted root through TUF, verified from the root that is known. Each known root has a cache of its
 * own, so that a root given anew is never passed over for a former one. Errors: `HYPER_TRUSTED_ROOT_REFRESH`,
 * `HYPER_SIGSTORE_ADDRESS`, `HYPER_TRUSTED_ROOT_INVALID`.
 */
export async function refreshTrust(options: RefreshOptions): Promise<SigstoreTrust> {
  const { cacheFolder, rootPath } = options;
  const url = toServiceAddress(options.url ?? PUBLIC_TUF_URL);
  // What is cached is believed: it must not come from the current folder, which may be a registry's.
  if (cacheFolder === undefined)
    throw new HyperError('HYPER_TRUSTED_ROOT_REFRESH', 'the environment names no folder for a trusted root', {
      hint: 'set HOME, or XDG_CACHE_HOME to a folder of yours',
    });
  try {
    const known = rootPath === undefined ? 'public' : digestHex(await readFile(rootPath)).slice(0, 32);
    const client = await initTUF({
      mirrorURL: url,
      cachePath: join(cacheFolder, 'sigstore', known),
      retry: 1,
      timeout: TIMEOUT_MS,
      ...(rootPath === undefined ? {} : { rootPath }),
    });
    return parseTrustedRoot(await client.getTarget(TARGET), `the trusted root from "${toOneLine(url)}"`);
  } catch (error) {
    if (error instanceof HyperError) throw error;
    const why = error instanceof Error ? error.message : 'unknown';
    throw new HyperError(
      'HYPER_TRUSTED_ROOT_REFRESH',
      `cannot refresh the trusted root from "${toOneLine(url)}": ${toOneLine(why)}`,
      { hint: 'leave --refresh out to use the trusted root that hyper carries', cause: error },
    );
  }
}
