import { basename, dirname, join, resolve } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import { parseClaim, REPLACED_SUFFIX, STAGING_SUFFIX } from './claim.ts';

const JOURNAL_SUFFIX = '.hyper-journal';

/** The places of one replacement of a folder; all stand beside it. */
export interface SwapPaths {
  readonly claim: string;
  readonly staging: string;
  readonly replaced: string;
  readonly journal: string;
}

/** Every name follows from the claim, so that a journal can never lead to a path outside the target's folder. */
export function swapPathsOf(target: string, claim: string): SwapPaths {
  const absolute = resolve(target);
  const stem = join(dirname(absolute), `.${basename(absolute)}.${claim}`);
  return {
    claim,
    staging: `${stem}${STAGING_SUFFIX}`,
    replaced: `${stem}${REPLACED_SUFFIX}`,
    journal: journalOf(target),
  };
}

/** The file that tells of a replacement on its way; its text is the claim of who replaces. */
export function journalOf(target: string): string {
  return `${resolve(target)}${JOURNAL_SUFFIX}`;
}

/** The paths of the replacement that a staging folder was made for. */
export function swapPathsOfStaging(staging: string, target: string): SwapPaths {
  const text = basename(staging).slice(basename(resolve(target)).length + 2, -STAGING_SUFFIX.length);
  const paths = swapPathsOf(target, text);
  if (parseClaim(text) !== undefined && paths.staging === staging) return paths;
  throw new HyperError(
    'HYPER_INTERNAL',
    `"${toOneLine(staging)}" is no staging folder of "${toOneLine(target)}"`,
  );
}

/** The error for what stands in the way and is not ours to remove. */
export function foreign(path: string, why: string): HyperError {
  return new HyperError('HYPER_OUTPUT_FOREIGN', `"${toOneLine(path)}" ${why}`, {
    hint: 'name a folder that is empty or not there yet',
  });
}
