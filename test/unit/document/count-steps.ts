import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundleScript } from '../../build/bundle-script.ts';
import { namedFolder } from '../../build/temporary-folder.ts';
import type { Work } from './steps-script.ts';

/** What no machine needs for any of these works, in milliseconds: only an engine that hangs gets there. */
const HANG_MS = 300_000;

/**
 * How many functions and blocks of code (bodies of loops, branches) run while each work is parsed: as many on every
 * machine and at every load, so that tests can hold how work grows. What the engine does in one call is one step.
 */
export function countSteps(works: readonly Work[]): readonly number[] {
  const script = join(namedFolder('steps'), 'steps-script.mjs');
  if (!existsSync(script)) bundleScript(new URL('steps-script.ts', import.meta.url), script);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    input: JSON.stringify(works),
    encoding: 'utf8',
    timeout: HANG_MS,
  });
  if (status !== 0) throw new Error(`counting ended with ${String(status)}: ${stderr}`);
  return JSON.parse(stdout) as readonly number[];
}

/** The steps of one text. */
export function stepsOf(text: string): number {
  const [steps = Number.NaN] = countSteps([{ texts: [text], times: 1 }]);
  return steps;
}
