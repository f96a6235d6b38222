import { isAbsolute, join } from 'node:path';

/**
 * The user's folder for what hyper must keep (settings, keys, what it trusts): below `XDG_CONFIG_HOME`, `APPDATA` or the
 * home folder, in this order; undefined where the environment names none. Pure.
 */
export function configFolderOf(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const named = environment['XDG_CONFIG_HOME'];
  if (named !== undefined && isAbsolute(named)) return join(named, 'hyper');
  const roaming = environment['APPDATA'];
  if (roaming !== undefined && isAbsolute(roaming)) return join(roaming, 'hyper');
  const home = environment['HOME'];
  return home !== undefined && isAbsolute(home) ? join(home, '.config', 'hyper') : undefined;
}
