import type { Diagnostic } from '../core/index.ts';
import type { Revision } from '../registry/index.ts';
import type { Outcome } from './outcome.ts';
import type { OpenedRegistry } from './world.ts';

/**
 * What is worked out of a whole registry, remembered by its tree: the same tree says the same. Only for data that JSON
 * carries unchanged. A working tree that differs from its commit has no tree of git, so nothing is remembered of it.
 */
export async function keptOutcome<Data>(
  { cache }: Pick<OpenedRegistry, 'cache'>,
  { tree }: Revision,
  name: string,
  workOut: () => Promise<Outcome<readonly Data[]>>,
): Promise<Outcome<readonly Data[]>> {
  if (tree === null) return workOut();
  const key = `${name}-${tree}`;
  const kept = readKept<Data>(cache.read(key));
  if (kept !== undefined) return kept;
  const outcome = await workOut();
  cache.write(key, JSON.stringify(outcome));
  return outcome;
}

/** Undefined where nothing is there, or what is there is not whole. */
function readKept<Data>(text: string | undefined): Outcome<readonly Data[]> | undefined {
  if (text === undefined) return undefined;
  try {
    const kept = JSON.parse(text) as Partial<Outcome<readonly Data[]>> | null;
    const { verdict, diagnostics, data } = kept ?? {};
    if (verdict !== 'pass' || !Array.isArray(diagnostics) || !Array.isArray(data)) return undefined;
    return { verdict, diagnostics: diagnostics as Diagnostic[], data: data as Data[] };
  } catch {
    return undefined;
  }
}
