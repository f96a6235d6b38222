import { isAbsolute, join } from 'node:path';

/**
 * The user's folder for what hyper may lose: below `XDG_CACHE_HOME`, `LOCALAPPDATA` or the home folder, in this order;
 * undefined where the environment names none. Pure.
 */
export function cacheFolderOf(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const named = environment['XDG_CACHE_HOME'];
  if (named !== undefined && isAbsolute(named)) return join(named, 'hyper');
  const local = environment['LOCALAPPDATA'];
  if (local !== undefined && isAbsolute(local)) return join(local, 'hyper', 'cache');
  const home = environment['HOME'];
  return home !== undefined && isAbsolute(home) ? join(home, '.cache', 'hyper') : undefined;
}
