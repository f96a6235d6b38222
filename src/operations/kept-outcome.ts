import type { Diagnostic } from '../core/index.ts';
import type { Revision } from '../registry/index.ts';
import type { Outcome } from './outcome.ts';
import type { OpenedRegistry } from './world.ts';

/**
 * What is worked out of a whole registry, remembered by its tree: the same tree says the same. Only for data that JSON
 * carries unchanged. A working tree that differs from its commit has no tree of git, so nothing is remembered of it.
 */
export async function keptOutcome<Data extends object>(
  { cache }: Pick<OpenedRegistry, 'cache'>,
  { tree }: Revision,
  name: string,
  workOut: () => Promise<Outcome<Data>>,
): Promise<Outcome<Data>> {
  if (tree === null) return workOut();
  const key = `${name}-${tree}`;
  const kept = readKept<Data>(cache.read(key));
  if (kept !== undefined) return kept;
  const outcome = await workOut();
  cache.write(key, JSON.stringify(outcome));
  return outcome;
}

/** Undefined where nothing is there, or what is there is not whole. */
function readKept<Data extends object>(text: string | undefined): Outcome<Data> | undefined {
  if (text === undefined) return undefined;
  try {
    const kept = JSON.parse(text) as Partial<Record<keyof Outcome<Data>, unknown>> | null;
    const { verdict, diagnostics, data } = kept ?? {};
    if (verdict !== 'pass' && verdict !== 'findings') return undefined;
    if (!Array.isArray(diagnostics) || typeof data !== 'object' || data === null) return undefined;
    return { verdict, diagnostics: diagnostics as Diagnostic[], data: data as Data };
  } catch {
    return undefined;
  }
}
