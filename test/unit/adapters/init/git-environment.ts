import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../build/temporary-folder.ts';

/** An environment in which git knows nothing but what the text of its one configuration file says. */
export function gitEnvironmentOf(config: string): Record<string, string | undefined> {
  const home = temporaryFolder();
  writeFileSync(join(home, 'gitconfig'), config);
  return {
    PATH: process.env['PATH'],
    HOME: home,
    GIT_CONFIG_GLOBAL: join(home, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
    EDITOR: 'false',
    PAGER: 'false',
  };
}

export const ADA = '[user]\n\tname = Ada\n\temail = ada@example.com\n';

/** Runs git in the environment and gives what it says, without the last line end. */
export function gitIn(
  folder: string,
  environment: Record<string, string | undefined>,
  ...args: string[]
): string {
  const env = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined));
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', env, stdio: 'pipe' }).trimEnd();
}
