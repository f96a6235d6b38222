import { compareText } from '../../core/index.ts';
import type { Discovery } from '../../discovery/index.ts';

/** What hangs together around an artifact: the picture on its page. */
export interface Neighbourhood {
  readonly centre: string;
  /** References, the centre first; then what it needs, nearest first; then what needs it. */
  readonly nodes: readonly string[];
  /** Who needs whom, in order of both. */
  readonly edges: readonly (readonly [from: string, to: string])[];
  /** How many more are left out, on either side. */
  readonly leftOut: { readonly needs: number; readonly dependents: number };
}

const SHOWN_NEEDS = 16;
const SHOWN_DEPENDENTS = 6;

/**
 * The artifact, what it needs at any distance, and what needs it itself, each up to a bound. `direct` is what it needs
 * itself where that is told by one release in place of the latest. Linear in what is shown. Pure.
 */
export function neighbourhoodOf(
  discovery: Discovery,
  centre: string,
  direct: readonly string[] = discovery.needsOf(centre),
): Neighbourhood {
  const needsOf = (one: string): readonly string[] => (one === centre ? direct : discovery.needsOf(one));
  const nodes = new Set([centre]);
  let cut = 0;
  for (const one of nodes) {
    for (const target of needsOf(one)) {
      if (nodes.size <= SHOWN_NEEDS) nodes.add(target);
      else if (!nodes.has(target)) cut += 1;
    }
  }
  const dependents = discovery.neededBy(centre).filter((one) => !nodes.has(one));
  const shown = dependents.slice(0, SHOWN_DEPENDENTS);
  for (const one of shown) nodes.add(one);
  const edges = [...nodes]
    .flatMap((one) => needsOf(one).flatMap((target) => (nodes.has(target) ? [[one, target] as const] : [])))
    .sort((left, right) => compareText(left[0], right[0]) || compareText(left[1], right[1]));
  return {
    centre,
    nodes: [...nodes],
    edges,
    leftOut: { needs: cut, dependents: dependents.length - shown.length },
  };
}
