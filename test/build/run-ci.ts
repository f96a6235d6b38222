import { createCiContext } from '../../src/composition-ci.ts';
import { ci } from '../../src/operations/index.ts';
import type { CiContext, CiData, CiInput, Outcome } from '../../src/operations/index.ts';
import { testFacts } from './registry-context.ts';

/** The moment at which tests judge. */
export const NOW = new Date('2026-06-01T12:00:00Z');

/** The world of judging in a folder; `event` is the text behind every `--event`. */
export async function ciContext(folder: string, event?: string): Promise<CiContext> {
  const context = await createCiContext({}, testFacts(folder));
  return {
    ...context,
    clock: () => NOW,
    ...(event === undefined ? {} : { readText: () => Promise.resolve(event) }),
  };
}

/** Runs the real `hyper ci` operation. */
export async function runCi(
  folder: string,
  input: Partial<CiInput>,
  event?: string,
): Promise<Outcome<CiData>> {
  const nothing = {
    registry: undefined,
    base: undefined,
    head: undefined,
    event: undefined,
    as: undefined,
    isRatchet: false,
  };
  const given = event === undefined ? {} : { event: 'event.json' };
  return ci.run(await ciContext(folder, event), { ...nothing, ...given, ...input });
}
