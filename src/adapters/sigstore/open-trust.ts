import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import { refreshTrust } from './refresh-trusted-root.ts';
import { embeddedTrust, parseTrustedRoot } from './trusted-root.ts';
import type { SigstoreTrust } from './trusted-root.ts';

export interface TrustOptions {
  /** The file named by `--trusted-root` or `HYPER_TRUSTED_ROOT`. */
  readonly trustedRoot: string | undefined;
  /** Set where TUF was asked for: its mirror and the file of its first root, the public ones unless told. */
  readonly refresh: { readonly url: string | undefined; readonly rootPath: string | undefined } | undefined;
  /** The current folder. */
  readonly folder: string;
  /** The user's folder for what may be lost; undefined where the environment names none. */
  readonly cacheFolder: string | undefined;
}

/**
 * The trusted root to verify with: a fresh one where TUF was asked for, the file, or the one that hyper carries. Only
 * `refresh` uses the network. Errors: `HYPER_TRUSTED_ROOT_INVALID`, `HYPER_TRUSTED_ROOT_REFRESH`, `HYPER_SIGSTORE_ADDRESS`.
 */
export async function openTrust(options: TrustOptions): Promise<SigstoreTrust> {
  const { trustedRoot, refresh, folder, cacheFolder } = options;
  if (refresh !== undefined) {
    const rootPath = refresh.rootPath === undefined ? undefined : resolve(folder, refresh.rootPath);
    return refreshTrust({ cacheFolder, url: refresh.url, rootPath });
  }
  if (trustedRoot === undefined) return embeddedTrust();
  const origin = `the trusted root "${toOneLine(trustedRoot)}"`;
  let text: string;
  try {
    text = await readFile(resolve(folder, trustedRoot), 'utf8');
  } catch (error) {
    throw new HyperError('HYPER_TRUSTED_ROOT_INVALID', `${origin} cannot be read`, {
      hint: 'check the path after --trusted-root, or HYPER_TRUSTED_ROOT',
      cause: error,
    });
  }
  return parseTrustedRoot(text, origin);
}
