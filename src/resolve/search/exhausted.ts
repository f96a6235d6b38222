import { HyperError } from '../../core/index.ts';

/** What ends a search that took more steps than it may. */
export function exhausted(maxWork: number): HyperError {
  return new HyperError('HYPER_RESOLVE_BUDGET', `gave up after ${maxWork} steps`, {
    hint: 'narrow the ranges of the direct requirements, or pin the artifacts with the most versions',
    details: { maxWork },
  });
}
