import { spawn } from 'node:child_process';

/** What `sh` says where it cannot run the program. */
const NOT_RUN: readonly (number | null)[] = [126, 127];

/** Shows what fits as it is, keeps colours, and leaves the screen as it was: as git asks it. */
const LESS = 'FRX';

/**
 * Shows a text with a program of the user, who wrote `command` for a shell; ends when the program does, also where it did
 * not read all. False where it could not be run: nothing was shown then.
 */
export function runPager(
  command: string,
  environment: Readonly<Record<string, string | undefined>>,
  text: string,
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('sh', ['-c', command], {
      stdio: ['pipe', 'inherit', 'inherit'],
      env: { LESS, LV: '-c', ...environment },
    });
    child.on('error', () => {
      resolve(false);
    });
    child.on('close', (status) => {
      resolve(!NOT_RUN.includes(status));
    });
    // Whoever quits early closes the pipe: that is no fault.
    child.stdin.on('error', () => undefined);
    child.stdin.end(text);
  });
}
